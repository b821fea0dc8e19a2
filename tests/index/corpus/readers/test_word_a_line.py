"""Corpora with a word a line, sentences that are counted, pages as Transkribus writes them, and marks beside texts."""

import pytest

from ..support import Read

FIRST = "Harbour NNP O|pilots NNS O|in IN O|Ostby NNP B-LOC|did VBD O|n't RB O|leave VB O|( ( O|again RB O|) ) O|. . O"
SECOND = "Two CD O|schools NNS O|in IN O|Lindvik NNP B-LOC|will MD O|shut VB O|, , O|it PRP O|said VBD O|. . O"
ONE, TWO = "Harbour pilots in Ostby didn't leave (again).", "Two schools in Lindvik will shut, it said."


def rows(words: str, mark: str = " ") -> str:
    return words.replace(" ", mark).replace("|", "\n")


@pytest.mark.parametrize("mark", [" ", "\t"])
def test_documents_with_names_marked(reading: Read, mark: str):
    start = f"-DOCSTART-{mark}-X-{mark}O\n\n"
    found = reading("eng.testa", f"{start}{rows(FIRST, mark)}\n\n{start}{rows(SECOND, mark)}\n\n")
    assert [one.text for one in found.articles] == [ONE, TWO]


def test_one_text_with_names_marked(reading: Read):
    lines = f"{rows(FIRST)}\n\n{rows(SECOND)}".split("\n")
    text = "\n".join("\t".join(line.split()[::2] if line.count(" ") == 2 else line.split()) for line in lines)  # no POS
    assert reading("train.txt", text).article.text == f"{ONE} {TWO}"


@pytest.mark.parametrize("prologue", ["", '<?xml version="1.0" encoding="UTF-8"?>\n'])
def test_vertical_files(reading: Read, prologue: str):
    text = "".join(
        f'<text id="n{number}" title="{title}" date="2021-03-0{number}" source="The Lantern" author="Ann Lee">\n'
        f"<p>\n<s>\n{rows(words, chr(9))}\n</s>\n</p>\n</text>\n"
        for number, title, words in ((4, "Storm closes harbour", FIRST), (5, "Schools to merge", SECOND))
    )
    found = reading("news.vrt", prologue + text).articles
    assert [(one.title, one.date, one.outlet, one.byline, one.text[one.body :]) for one in found] == [
        ("Storm closes harbour", "2021-03-04", "The Lantern", "Ann Lee", ONE),
        ("Schools to merge", "2021-03-05", "The Lantern", "Ann Lee", TWO),
    ]


def test_a_text_with_an_element_first_is_no_vertical_file(reading: Read):
    assert (
        "Nobody was hurt"
        in reading("a.xml", "<doc>\n<title>Storm</title>\n<text>Nobody was hurt.</text>\n</doc>").article.text
    )


def test_counted_sentences_are_an_article_each(reading: Read):
    lines = "".join(f"{number}\tNobody was hurt in Ostby on day {number}.\n" for number in range(1, 5))
    found = reading("eng_news_2020_10K-sentences.txt", lines).articles
    assert [one.text for one in found] == [f"Nobody was hurt in Ostby on day {number}." for number in range(1, 5)]


def test_marks_beside_a_text_are_no_article(reading: Read):
    found = reading("a.ann", "T1\tLocation 17 22\tOstby\nT2\tPerson 30 37\tAnn Lee\nR1\tIn Arg1:T1 Arg2:T2\n")
    assert [(one.kind, one.count) for one in found.skips] == [("annotations that stand beside their texts", 1)]
    assert not found.articles
    assert not found.rejects


def region(id: str, *lines: str) -> str:
    said = "".join(f"<TextLine><TextEquiv><Unicode>{line}</Unicode></TextEquiv></TextLine>" for line in lines)
    return f'<TextRegion id="{id}">{said}<TextEquiv><Unicode>{"&#10;".join(lines)}</Unicode></TextEquiv></TextRegion>'


def test_regions_of_a_page_in_reading_order(reading: Read):
    order = '<RegionRefIndexed index="1" regionRef="b"/><RegionRefIndexed index="0" regionRef="a"/>'
    page = (
        '<?xml version="1.0"?><PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15"><Metadata>'
        "<Created>2021-03-05T10:00:00</Created></Metadata><Page imageFilename='1915_0005.jpg'><ReadingOrder>"
        f"<OrderedGroup>{order}</OrderedGroup></ReadingOrder>"
        f"{region('b', 'Repairs would cost four mil-', 'lion crowns.')}"
        f"{region('a', 'Pilots refused to leave', 'port on Wednesday.')}</Page></PcGts>"
    )
    article = reading("1915_0005.xml", page).article
    assert article.text == "Pilots refused to leave port on Wednesday.\n\nRepairs would cost four million crowns."
    assert (dict(article.extra)["page"], article.date) == ("5", "")


def test_a_page_without_a_word_says_so(reading: Read):
    assert "no word was recognised" in reading("a.xml", "<PcGts><Page></Page></PcGts>").reject.reason


def test_numbered_words_with_two_columns_of_names(reading: Read):
    words = "1\tDer\tO\tO|2\tHafen\tO\tO|3\tOstby\tB-LOC\tO|4\tist\tO\tO|5\tzu\tO\tO|6\t.\tO\tO".replace("|", "\n")
    assert (
        reading("train.tsv", f"#\thttp://x.example [2021-03-04]\n{words}\n").article.text == "Der Hafen Ostby ist zu."
    )
