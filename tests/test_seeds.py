"""The sample corpus in `seeds/`, which a first run opens and other tests rely on.

Everything in it is invented, and was written for this project: the news of one season, Monday 1 September to
Sunday 30 November 2025, in Ardova (adjective Ardovan), a country of 6.1 million. Its capital is Velmora, its harbour
Port Merrin; down the Lisna, which rises in neighbouring Zemaria, come Kaldar with its dam (Caldar to the highlanders,
who speak Ladari), the village of Sant Orsel and the town of Dovrin. Money is counted in talars.

Outlets, a folder each:

- Ardpress, a wire agency: JSON Lines, straight quotation marks.
- Radio Ardova Text, the state broadcaster's text service: CSV, single curly quotation marks, the 24-hour clock.
- The Velmora Courier, a national daily: saved HTML pages with navigation, captions, asides and footers; dates in
  JSON-LD, in meta tags or in `<time>` alone; curly quotation marks, as characters or as character references.
- Lisna Valley Gazette, a regional weekly (Fridays): Markdown with front matter, and text with header lines; straight
  quotation marks, and guillemets for what is said in Ladari. Three of its texts have no date.

Story lines, which meet: the drought and the Kaldar Dam, with Milan Dorsan's report that is leaked, denied and
published; the Civic Union's leadership (Marsk against Selim) and the election; the failure of Merrin Savings Bank, with
Judge Oris's inquiry; the harbour strike over the pensions lost in it; the fall of the Ferry Bridge, with Professor
Kestrin's inquiry; the surveyors held in Zemaria; the trial of Danil Petrak; Storm Ottilie; the cup; the film festival.

Deliberate features: Helena Marsk (minister, then prime minister) and Luka Marsk (striker) share a surname and once
a sentence, and Stefan Rusk has a brother. Nine wire stories are carried by one to three other outlets in slightly
different words. The dead of the bridge are eleven on 1 October and nine from then on; that, a reservoir's capacity and
a church's date are corrected in notes that name the earlier article. Speech comes straight, curly, single and
in guillemets, over several paragraphs, interrupted, followed on without a cue, inverted, after a colon, as mixed
fragments, indirect, as questions and answers, in statements, letters, a post and a live page; speakers are named,
titled, described ("the harbour master", "the prosecutor") and left to pronouns.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from msgspec import Struct

from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.corpus.reading import read
from newsexplore.index.corpus.sources import Source, sources
from newsexplore.index.model import Article, EntityType, Reject, Skip

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
SEASON = (date(2025, 9, 1), date(2025, 11, 30))


class Part(Struct, frozen=True):
    """A recurring person, organisation, place or thing."""

    name: str
    type: EntityType
    articles: int
    """Articles that name it so, at least."""


CAST = (
    # Main characters.
    Part("Helena Marsk", "person", 40),
    Part("Radko Selim", "person", 16),
    Part("Anton Veyra", "person", 15),
    Part("Viktor Hallan", "person", 9),
    Part("Agnes Bellak", "person", 15),
    Part("Milan Dorsan", "person", 13),
    Part("Orsina Calvèr", "person", 14),
    Part("Greta Malin", "person", 11),
    Part("Ruben Aster", "person", 8),
    Part("Ilse Korvan", "person", 8),
    Part("Edvard Lindal", "person", 6),
    Part("Stefan Rusk", "person", 12),
    Part("Nadia Kestrin", "person", 6),
    Part("Klara Zelen", "person", 7),
    Part("Danil Petrak", "person", 6),
    Part("Iven Hask", "person", 11),
    Part("Gion Salvar", "person", 7),
    # Minor characters.
    Part("Luka Marsk", "person", 5),
    Part("Oskar Brill", "person", 4),
    Part("Tobias Renn", "person", 4),
    Part("Yanis Kolt", "person", 3),
    Part("Ilias Grohm", "person", 4),
    Part("Marius Tovan", "person", 7),
    Part("Katya Drenko", "person", 6),
    Part("Tereza Hollan", "person", 4),
    Part("Magda Oris", "person", 4),
    Part("Tomas Fabry", "person", 6),
    Part("Irma Sollan", "person", 5),
    Part("Felix Amberg", "person", 8),
    Part("Hugo Pellan", "person", 3),
    Part("Dora Lisk", "person", 5),
    Part("Leon Adriz", "person", 4),
    Part("Pavel Dunmar", "person", 7),
    Part("Lena Orlik", "person", 3),
    Part("Rosa Tillman", "person", 3),
    Part("Sabine Torval", "person", 5),
    Part("Jonas Ilmar", "person", 3),
    Part("Mira Sand", "person", 3),
    # Organisations, places and things.
    Part("Civic Union", "org", 10),
    Part("Labour and Land Party", "org", 7),
    Part("Highland League", "org", 8),
    Part("National Water Authority", "org", 24),
    Part("Merrin Savings Bank", "org", 18),
    Part("Bank of Ardova", "org", 8),
    Part("Granit Holding", "org", 16),
    Part("Civil Protection Service", "org", 10),
    Part("Port Merrin Athletic", "org", 3),
    Part("Velmora City", "org", 4),
    Part("Ardova", "place", 25),
    Part("Zemaria", "place", 9),
    Part("Velmora", "place", 40),
    Part("Port Merrin", "place", 20),
    Part("Dovrin", "place", 30),
    Part("Sant Orsel", "place", 15),
    Part("Lisna", "place", 15),
    Part("Kaldar Dam", "place", 20),
    Part("Storm Ottilie", "misc", 8),
    Part("The Dry Year", "misc", 3),
)

WIRES = {
    "Ardovan central bank closes Merrin Savings Bank": (
        "Merrin Savings Bank closed by Bank of Ardova",
        "Merrin Savings Bank shut after 412m-talar hole found",
        "Merrin Savings Bank closed; what it means for the valley",
    ),
    "Zemaria detains three Ardovan surveyors at border pass": (
        "Three surveyors held by Zemarian border guards",
        "Border guards seize Ardovan survey team at Grey Pass",
    ),
    "Road bridge collapses in Ardova, at least 11 dead": ("Bridge collapses in Dovrin", "Nine of ours"),
    "Helena Marsk wins leadership of Ardova's ruling party": (
        "Helena Marsk elected leader of Civic Union",
        "‘I can count’: Selim concedes as Marsk takes the Civic Union by a whisker",
    ),
    "Ardovan harbour workers vote to end 26-day strike": (
        "Harbour strike ends",
        "Cranes move again as harbour votes to end strike",
    ),
    "Bolts in collapsed Ardovan bridge were of wrong steel - inquiry": (
        "Dovrin bridge was held by the wrong bolts, inquiry finds",
        "The bolts under our bridge",
    ),
    "Soccer-Marsk strikes in 117th minute to win cup for Port Merrin": (
        "Football, Ardovan Cup, final: Port Merrin Athletic 3, Velmora City 2 (after extra time)",
    ),
    "Storm fills Ardova's Kaldar reservoir, thousands flee as jammed gate is freed": (
        "Emergency release at Kaldar Dam; 2,300 persons moved",
        "The night gate 2 stuck: suspended engineer frees Kaldar Dam",
        "Storm: dam gate freed, lower town emptied, bell rung all night",
    ),
    "Ardovan court jails ex-water official for five years over Kaldar gate bribes": (
        "Five years’ imprisonment for former water official",
        "Five years for the man who bought our grease",
    ),
}
"""The agency's headline -> the headlines under which other outlets carried the story."""

CORRECTIONS = {
    "CORRECTED-Nine killed in Dovrin bridge collapse, not 11, officials say": (
        "Road bridge collapses in Ardova, at least 11 dead"
    ),
    "One firm built the bridge, borrowed from the bank and wants the dam": (
        "Dovrin bridge collapse: the day as it happened"
    ),
    "Water authority publishes document; correction to an earlier item": "Water authority: no report on Kaldar Dam",
    "The bolts under our bridge": "A letter comes to Sant Orsel, and is read from the church steps",
}
"""Headline of the article that corrects -> headline of the earlier one."""


@pytest.fixture(scope="module")
def found() -> list[Article | Reject | Skip]:
    """Read everything in the folder."""
    corpus = CorpusConfig(name="sample", paths=(str(SEEDS),))
    return [
        item
        for source in sources(corpus)
        for item in (read(source, corpus) if isinstance(source, Source) else (source,))
    ]


@pytest.fixture(scope="module")
def articles(found: list[Article | Reject | Skip]) -> list[Article]:
    """Return only the articles."""
    return [item for item in found if isinstance(item, Article)]


@pytest.fixture(scope="module")
def titled(articles: list[Article]) -> dict[str, Article]:
    """Return articles by headline."""
    return {article.title: article for article in articles}


def words(text: str) -> list[str]:
    """Return the words of a text, ignoring quotation marks and case."""
    return re.findall(r"\w+", text.casefold())


def shared_words(one: str, other: str) -> float:
    """Return the share of the shorter text's word triples that are also in the other, 0 to 1."""
    first, second = (Counter(zip(found, found[1:], found[2:], strict=False)) for found in (words(one), words(other)))
    return (first & second).total() / min(first.total(), second.total())


def day(article: Article) -> date:
    return date.fromisoformat(article.date[:10])


def dated(articles: Iterable[Article]) -> list[Article]:
    return [article for article in articles if article.date]


def test_everything_in_the_folder_is_read(found: list[Article | Reject | Skip]):
    assert [item for item in found if isinstance(item, Reject)] == []


def test_it_has_articles_of_four_outlets_in_five_formats(articles: list[Article]):
    counts = Counter(article.outlet for article in articles)
    assert set(counts) == {"Ardpress", "Radio Ardova Text", "The Velmora Courier", "Lisna Valley Gazette"}
    assert min(counts.values()) >= 15
    assert counts.total() >= 90
    assert {Path(article.source).suffix for article in articles} == {".jsonl", ".csv", ".html", ".md", ".txt"}


def test_no_two_articles_share_an_id_or_a_headline(articles: list[Article]):
    assert len({article.id for article in articles}) == len(articles)
    assert len({article.title for article in articles}) == len(articles)


def test_every_article_has_a_headline_and_a_body_of_some_length(articles: list[Article]):
    short = [
        article.title for article in articles if not article.title or len(words(article.text[article.body :])) < 60
    ]
    assert short == []


def test_pages_are_read_without_boilerplate(articles: list[Article]):
    pages = [article for article in articles if article.source.endswith(".html")]
    noise = ("Sign in", "Subscribe", "Read more", "Reuse by arrangement", "dataLayer", "&ldquo;")
    assert [(page.title, sign) for page in pages for sign in noise if sign in page.text] == []


def test_three_articles_have_no_date(articles: list[Article]):
    assert len(articles) - len(dated(articles)) == 3


def test_dates_lie_in_the_season(articles: list[Article]):
    assert [article.title for article in dated(articles) if not SEASON[0] <= day(article) <= SEASON[1]] == []


def test_no_week_is_empty_and_some_are_busy(articles: list[Article]):
    weeks = Counter((day(article) - SEASON[0]).days // 7 for article in dated(articles))
    assert sorted(weeks) == list(range(13))
    assert max(weeks.values()) >= 3 * min(weeks.values())


def test_the_weekly_appears_on_fridays(articles: list[Article]):
    issues = {day(article) for article in dated(articles) if article.outlet == "Lisna Valley Gazette"}
    assert {issue.weekday() for issue in issues} == {4}


WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = {"sep": 9, "oct": 10, "nov": 11}


def test_weekdays_named_beside_a_date_are_right(articles: list[Article]):
    named = re.compile(rf"({'|'.join(WEEKDAYS)}),? (?:(\d+) )?(Sep|Oct|Nov)[a-z]*\.?(?: (\d+))?")
    wrong: list[str] = []
    seen = 0
    for article in articles:
        for match in named.finditer(article.text):
            number = match[2] or match[4]
            seen += number is not None
            if number and WEEKDAYS[date(2025, MONTHS[match[3].casefold()], int(number)).weekday()] != match[1]:
                wrong.append(f"{article.title}: {match[0]}")
    assert wrong == []
    assert seen >= 4


def test_the_agencys_datelines_agree_with_the_dates_of_its_stories(articles: list[Article]):
    dateline = re.compile(r"[A-Z ]+, (Sept|Oct|Nov) (\d+) \(Ardpress\) - ")
    for article in articles:
        if article.outlet == "Ardpress":
            match = dateline.match(article.text, article.body)
            assert match, article.title
            assert (day(article).month, day(article).day) == (MONTHS[match[1][:3].casefold()], int(match[2])), (
                article.title
            )


@pytest.mark.parametrize("part", CAST, ids=lambda part: part.name)
def test_the_cast_recurs(part: Part, articles: list[Article]):
    assert sum(part.name in article.text for article in articles) >= part.articles


def test_two_people_share_a_surname_in_one_article(articles: list[Article]):
    both = [article for article in articles if "Helena Marsk" in article.text and "Luka Marsk" in article.text]
    assert len(both) >= 3


def test_acronyms_are_introduced_with_their_names(articles: list[Article]):
    text = "\n".join(article.text for article in articles).replace("’", "'")
    for long in ("National Water Authority (NWA)", "Harbour Workers' Union (HWU)", "Merrin Savings Bank (MSB)"):
        assert long in text
    assert "Labour and Land Party (LLP)" in text


def test_two_spellings_of_a_place_are_linked(articles: list[Article]):
    assert sum("Caldar" in article.text for article in articles) >= 3


@pytest.mark.parametrize(("wire", "copies"), WIRES.items(), ids=list(WIRES))
def test_wire_stories_are_carried_in_nearly_the_same_words(
    wire: str, copies: tuple[str, ...], titled: dict[str, Article]
):
    story = titled[wire]
    assert story.outlet == "Ardpress"
    for title in copies:
        copy = titled[title]
        likeness = shared_words(story.text[story.body :], copy.text[copy.body :])
        assert copy.outlet != "Ardpress"
        assert 0.45 < likeness < 1, (title, likeness)


@pytest.mark.parametrize(("correction", "earlier"), CORRECTIONS.items(), ids=list(CORRECTIONS))
def test_corrections_update_an_earlier_article(correction: str, earlier: str, titled: dict[str, Article]):
    article = titled[correction]
    assert re.search(r"Correction: (?:An|In an) earlier version of", article.text)
    assert day(titled[earlier]) < day(article)


@pytest.mark.parametrize("marks", ['""', "“”", "‘’", "«»"])
def test_speech_is_in_every_kind_of_quotation_marks(marks: str, articles: list[Article]):
    spoken = re.compile(rf"{marks[0]}[^{marks}\n]{{15,}}[.,?!]{marks[1]}")
    assert sum(spoken.search(article.text) is not None for article in articles) >= 5


@pytest.mark.parametrize(
    ("form", "pattern"),
    {
        "interrupted": r'," (?:he|she|[A-Z]\w+) \w+, "',
        "inverted": r"[”\"] (?:said|asked|replied|says) [A-Z]",
        "according to": r"(?:A|a)ccording to ",
        "after a colon": r"(?:said|replied|recalled|reads|added|answered|Amberg|Marsk|Selim|Korvan): [\"“‘]",
        "in a statement": r"[Ii]n a statement,? ",
        "told the agency": r"told Ardpress",
        "by a spokesman": r"spokes(?:man|woman)",
        "mixed": r"(?:a|the|been|had|was|were|as) [\"“‘][a-z][^\"“”‘’\n]{3,60}[\"”’]",
        "over paragraphs": r'(?m)^(?:"[^"\n]+|“[^”\n]+|«[^»\n]+)\n\n(?:"[A-Z]|“[A-Z]|«[A-Z])',
        "question and answer": r"(?m)^(?:Gazette|Dunmar|Q|A): ",
        "indirect": r"said (?:that |he |she |they |the )",
        "a document": r"the (?:report|notice|statement|letter) (?:reads|read|says|said)|it says|It said",
        "a post": r"has posted: ",
    }.items(),
)
def test_speech_takes_every_form(form: str, pattern: str, articles: list[Article]):
    assert any(re.search(pattern, article.text) for article in articles), form
