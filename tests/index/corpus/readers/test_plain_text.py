import pytest

from newsexplore.index.corpus.reading import read
from newsexplore.index.corpus.sources import Source, sources

from ..support import Read, config

STORY = (
    "The harbour was closed on Monday, the port authority said. Nobody was hurt in the storm,"
    " which tore two cranes down."
)


def test_the_first_line_is_the_title_when_a_blank_one_follows(reading: Read):
    article = reading("a.txt", f"Storm closes harbour\n\n{STORY}\n\nIt will open on Friday.").article
    assert article.title == "Storm closes harbour"
    assert article.text == f"Storm closes harbour\n\n{STORY}\n\nIt will open on Friday."
    assert article.text[article.body :].startswith("The harbour")


def test_a_first_line_above_a_long_paragraph_is_the_title(reading: Read):
    assert reading("a.txt", f"Storm closes harbour\n{STORY}").article.title == "Storm closes harbour"


def test_a_first_sentence_is_no_title(reading: Read):
    article = reading("a.txt", f"{STORY}\n\nIt will open on Friday.").article
    assert (article.title_derived, article.body) == (True, 0)


def test_a_long_first_line_is_no_title(reading: Read):
    assert reading("a.txt", f"{'words ' * 60}\n\n{STORY}").article.title_derived


def test_a_text_of_one_line_has_no_title(reading: Read):
    article = reading("a.txt", STORY).article
    assert (article.title_derived, article.text) == (True, STORY)


def test_a_wide_gap_ends_the_title_of_a_text_without_line_breaks(reading: Read):
    article = reading("7Nov2006office119.txt", f"     Storm closes   harbour              {STORY}").article
    assert article.title == "Storm closes harbour"
    assert article.text[article.body :] == STORY
    assert article.date == "2006-11-07"


def test_header_lines(reading: Read):
    article = reading(
        "a.txt",
        f"Title: Storm closes harbour\nDate: 3 March 2024\nAuthor: By the harbour desk\nSource: The Lantern\n"
        f"URL: https://lantern.example/storm\nKeywords: weather; ports\nLanguage: English\n\n{STORY}",
    ).article
    assert (article.title, article.date, article.byline) == ("Storm closes harbour", "2024-03-03", "the harbour desk")
    assert (article.outlet, article.url, article.lang) == ("The Lantern", "https://lantern.example/storm", "en")
    assert article.topics == ("weather", "ports")
    assert article.text[article.body :] == STORY


def test_a_sentence_with_a_colon_is_no_header(reading: Read):
    article = reading("a.txt", f"Speaking to reporters: the minister\n\n{STORY}").article
    assert article.title == "Speaking to reporters: the minister"


def test_yaml_front_matter(reading: Read):
    article = reading(
        "a.txt", f"---\ntitle: 'Storm: the harbour closes'\ndate: 2024-03-03\ntags: [weather, ports]\n---\n{STORY}"
    ).article
    assert (article.title, article.date, article.topics) == (
        "Storm: the harbour closes",
        "2024-03-03",
        ("weather", "ports"),
    )


def test_front_matter_that_is_not_quite_yaml(reading: Read):
    article = reading("a.txt", f"---\ntitle: Storm: the harbour closes\ndate: 2024-03-03\n---\n{STORY}").article
    assert (article.title, article.date) == ("Storm: the harbour closes", "2024-03-03")


def test_a_bomb_of_yaml_aliases_is_not_unfolded(reading: Read):
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(12)
    )
    assert reading("a.txt", f"---\n{bomb}title: Storm\n---\n{STORY}").article.title == "Storm"


def test_dashed_header_lines(reading: Read):
    article = reading(
        "20240303/storm-id1",
        f"-- Storm closes harbour\n-- By  Harbour Desk\n-- Sun Mar 3, 2024 10:43am EST\n--"
        f" https://lantern.example/storm\n\n \n{STORY}",
    ).article
    assert (article.title, article.byline) == ("Storm closes harbour", "Harbour Desk")
    assert (article.date, article.url) == ("2024-03-03T10:43:00-05:00", "https://lantern.example/storm")
    assert article.outlet == "lantern.example"


def test_hard_wrapped_text_is_unwrapped(reading: Read):
    wrapped = (
        "The harbour was closed on Monday after a storm tore two\ncranes from their rails, the"
        " port authority said in a\nstatement."
    )
    assert "tore two cranes" in reading("a.txt", f"Storm closes harbour\n\n{wrapped}").article.text


def test_a_list_of_numbers_is_rejected(reading: Read):
    assert "no prose" in reading("a.txt", "name\nhttps://lantern.example/\n" + "12\n3.5\n" * 10).reject.reason


@pytest.mark.parametrize("content", ["", " \n\n \t\n"])
def test_an_empty_file_is_rejected(reading: Read, content: str | bytes):
    assert reading("a.txt", content).reject.reason.startswith("empty file")


def test_a_text_too_long_for_an_article_is_read_in_parts(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsexplore.index.corpus.text.lines.MAX_TEXT", 20_000)
    monkeypatch.setattr("newsexplore.index.corpus.text.lines.PART", 5_000)
    paragraphs = [f"Witness {n} said: {STORY}" for n in range(400)]
    found = reading("trial.txt", "Title: The Trial\nDate: 2021-03-04\n\n" + "\n\n".join(paragraphs))
    assert found.rejects == []
    assert [one.title for one in found.articles] == [f"The Trial (part {n})" for n in range(1, len(found.articles) + 1)]
    assert {one.date for one in found.articles} == {"2021-03-04"}
    assert len({one.id for one in found.articles}) == len(found.articles) > 5
    assert "\n\n".join(one.text[one.body :] for one in found.articles) == "\n\n".join(paragraphs)
    (source,) = sources(config(found.path))
    assert isinstance(source, Source)
    remarks: list[str] = []
    assert list(read(source, config(found.path), remark=remarks.append))
    assert remarks == [f"too long for one article: read in {len(found.articles)} parts"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_parts_of_any_encoding(reading: Read, monkeypatch: pytest.MonkeyPatch, encoding: str):
    monkeypatch.setattr("newsexplore.index.corpus.text.lines.MAX_TEXT", 20_000)
    monkeypatch.setattr("newsexplore.index.corpus.text.lines.PART", 5_000)
    text = "\n\n".join(f"Zeugin {n} über die Straße: {STORY}" for n in range(200))
    found = reading("trial.txt", text.encode(encoding))
    assert "\n\n".join(one.text for one in found.articles) == text


def test_a_text_too_long_without_a_line_break_is_rejected(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsexplore.index.corpus.text.lines.MAX_TEXT", 20_000)
    assert "without a line break" in reading("a.txt", "word " * 10_000).reject.reason


def test_escape_sequences_do_not_survive(reading: Read):
    text = reading("a.txt", f"Storm\x1b]52;c;aGk=\x07 closes\n\n{STORY}\x1b[2J").article.text
    assert "\x1b" not in text
    assert "\x07" not in text


PROSE = "Nobody was hurt when the storm closed the harbour on Monday, the port authority said in a statement."


@pytest.mark.parametrize(
    ("head", "date", "byline", "kept"),
    [("By Ann Lee\n\nMarch 4, 2021", "2021-03-04", "Ann Lee", ""),
     ("By Ann Lee\nThursday 4 March 2021", "2021-03-04", "Ann Lee", ""),
     ("Published: 2021-03-04\nAuthor: Ann Lee", "2021-03-04", "Ann Lee", ""),
     ("By Ann Lee, 4 March 2021", "2021-03-04", "Ann Lee", ""),
     ("By Ann Lee | Thursday, March 4, 2021", "2021-03-04", "Ann Lee", ""),
     ("By Ann Lee, Port Merrin", "", "Ann Lee, Port Merrin", ""),
     ("The Lantern, March 4, 2021", "2021-03-04", "", "The Lantern, March 4, 2021\n\n"),
     ("By the harbour it was calm on 4 March 2021.", "", "", "By the harbour it was calm on 4 March 2021.\n\n")],
)  # fmt: skip
def test_lines_below_the_headline_say_when_and_who(reading: Read, head: str, date: str, byline: str, kept: str):
    article = reading("storm.txt", f"Storm closes harbour\n{head}\n\n{PROSE}\n").article
    assert (article.date, article.byline) == (date, byline)
    assert article.text.endswith(f"{kept}{PROSE}")


@pytest.mark.parametrize("gap", ["\n", "\n=======\n\n"], ids=["blank", "rule"])
def test_labelled_lines_that_come_again_begin_the_next_article(reading: Read, gap: str):
    one = f"Title: Storm\nDate: 2021-03-04\n\n{PROSE}\n"
    two = f"Title: Ferry\nDate: 2021-03-05\n\n{PROSE} It was towed.\n"
    found = reading("news.txt", f"{one}{gap}{two}")
    assert [(article.title, article.date, article.text[article.body :]) for article in found.articles] == [
        ("Storm", "2021-03-04", PROSE), ("Ferry", "2021-03-05", f"{PROSE} It was towed.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        "#+TITLE: Storm\n#+DATE: <2021-03-04 Thu>\n#+AUTHOR: Ann Lee",
        "Storm\n=====\n\n:date: 2021-03-04\n:author: Ann Lee",
    ],
    ids=["org", "rst"],
)
def test_fields_of_other_plain_formats(reading: Read, head: str):
    article = reading("storm.txt", f"{head}\n\n{PROSE}\n").article
    assert (article.title, article.date, article.byline) == ("Storm", "2021-03-04", "Ann Lee")
    assert article.text[article.body :] == PROSE
