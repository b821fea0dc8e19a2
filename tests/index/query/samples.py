"""A small article with everything that a query can ask for."""

from newsexplore.index.model import Annotations, Article, Cue, Entity, Mention, Quote, Record, Span, Speaker

TITLE = "Harbour board rejects the plan"
BODY = (
    "“The plan is dead,” said the chairwoman, “and the harbour stays open.”\n\n"
    "She told the Port Authority that the city council had never seen the plan."
)
TEXT = f"{TITLE}\n\n{BODY}"


def at(words: str, nth: int = 0) -> Span:
    """Return the span of the nth occurrence of words in the text, from 0."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def _article() -> Article:
    return Article(
        id="a1",
        title=TITLE,
        text=TEXT,
        body=len(TITLE) + 2,
        locator="one.txt",
        digest="0",
        date="2017-11-03T10:20:00Z",
        outlet="Coast Gazette",
        byline="By a staff reporter",
        lang="en",
        corpus="Coast Papers",
        topics=("ports", "local politics"),
    )


_ENTITIES = (
    Entity("Port Authority", "org", ("the Authority", "PA")),
    Entity("city council", "org"),
    Entity("chairwoman", "person", ("the head of the board",)),
    Entity("harbour", "place"),
    Entity("The Plan", "misc"),
)
_MENTIONS = (
    Mention(*at("plan", 1), 4),
    Mention(*at("chairwoman"), 2),
    Mention(*at("harbour"), 3),
    Mention(*at("Port Authority"), 0),
    Mention(*at("city council"), 1),
)
_FIRST = (at("The plan is dead,"), at("and the harbour stays open."))
_QUOTES = (
    Quote(
        at("“")[0],
        at("open.”")[1],
        "The plan is dead, … and the harbour stays open.",
        "direct",
        _FIRST,
        Speaker(*at("the chairwoman"), "the chairwoman", "chairwoman", 2),
        Cue(*at("said"), "said"),
    ),
    Quote(
        *at("the city council had never seen the plan"),
        "the city council had never seen the plan",
        "indirect",
        (at("the city council had never seen the plan"),),
        Speaker(*at("She"), "She", "chairwoman", 2),
        Cue(*at("told"), "told"),
    ),
)
RECORD = Record(_article(), Annotations((), _ENTITIES, _MENTIONS, _QUOTES))
