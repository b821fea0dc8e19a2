"""A few invented articles about a harbour, and how to make more like them."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from newsexplore.index.model import (
    Annotations,
    Article,
    Block,
    Cue,
    Entity,
    EntityType,
    Mention,
    Quote,
    QuoteType,
    Record,
    Speaker,
)

NAMES: dict[str, tuple[EntityType, tuple[str, ...]]] = {
    "Harbour Minister": ("person", ("the minister",)),
    "Chief Engineer": ("person", ("the engineer",)),
    "Harbour Board": ("org", ("the board",)),
    "Pilots' Union": ("org", ("the union",)),
    "Old Quay": ("place", ()),
    "North Lock": ("place", ()),
    "Storm Bill": ("misc", ()),
}
Said = tuple[str, QuoteType, str, str]
"""A quote's words as they stand in the body, its type, the speaker as written after them, and the name."""


def record(
    id_: str, title: str, body: str, *, date: str = "", outlet: str = "", said: Iterable[Said] = (), locator: str = ""
) -> Record:
    """Make an article annotated by look-up of the names above and the given quotes."""
    text = f"{title}\n\n{body}" if title else body
    start = len(title) + 2 if title else 0
    blocks = [Block(0, len(title), "headline")] if title else []
    paragraphs = re.finditer(r"(?:(?!\n\n).)+", text[start:], re.DOTALL)
    blocks += [Block(start + match.start(), start + match.end(), "paragraph") for match in paragraphs]
    entities: list[Entity] = []
    mentions: list[Mention] = []
    for name, (type_, aliases) in NAMES.items():
        pattern = "|".join(re.escape(spelling) for spelling in (name, *aliases))
        spans = [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
        mentions += [Mention(*span, len(entities)) for span in spans]
        if spans:
            entities.append(Entity(name, type_, aliases))
    quotes = [_quote(text, [one.name for one in entities], *one) for one in said]
    article = Article(
        id=id_, title=title, text=text, body=start, locator=locator or f"wire.jsonl#{id_}", digest=id_, date=date,
        outlet=outlet, corpus="harbour",
    )  # fmt: skip
    return Record(
        article,
        Annotations(
            tuple(blocks), tuple(entities), tuple(sorted(mentions, key=lambda mention: mention.start)), tuple(quotes)
        ),
    )


def _quote(text: str, entities: list[str], words: str, type_: QuoteType, speaker: str, resolved: str) -> Quote:
    start = text.index(words)
    end = start + len(words)
    if not speaker:
        return Quote(start, end, words, type_, ((start, end),))
    at = text.index(speaker, end)
    who = Speaker(at, at + len(speaker), speaker, resolved, entities.index(resolved) if resolved in entities else None)
    return Quote(start, end, words, type_, ((start, end),), who, Cue(at - 5, at - 1, "said"))


RECORDS = (
    record(
        "a1",
        "Harbour Board closes the Old Quay after the storm",
        "The Harbour Board closed the Old Quay on Monday after waves broke two of its bollards.\n\n"
        "“Nobody will load a ship here before the wall is safe,” said the minister, who had come by the night train. "
        "The board will meet again on Thursday.\n\n"
        "“The wall is older than any map we have,” said the engineer. The storm had taken most of the night to pass, "
        "and the North Lock stayed shut until the morning.",
        date="2031-05-05",
        outlet="The Tidewatch",
        said=(
            ("Nobody will load a ship here before the wall is safe,", "direct", "the minister", "Harbour Minister"),
            ("The wall is older than any map we have,", "direct", "the engineer", "Chief Engineer"),
        ),
    ),
    record(
        "a2",
        "Pilots' Union calls the repair plan “a leak with a budget”",
        "The Pilots' Union rejected the plan for the North Lock.\n\n"
        "It was “a leak with a budget”, said the union, and the storm had only shown what everybody knew.\n\n"
        "The Harbour Minister answered that the Storm Bill would pay for it.",
        date="2031-05-03",
        outlet="Lantern Daily",
        said=(("a leak with a budget", "mixed", "the union", "Pilots' Union"),),
    ),
    record(
        "a3",
        "Minister promises a new lock before winter",
        "The Harbour Minister said that the North Lock would be finished before winter.\n\n"
        "“We have the stone, and we have the people,” said the minister on the Old Quay. After the storm, the minister "
        "added, the board could no longer wait.",
        date="2031-04-11",
        outlet="The Tidewatch",
        said=(("We have the stone, and we have the people,", "direct", "the minister", "Harbour Minister"),),
    ),
    record(
        "a4",
        "What the tide leaves behind",
        "Nobody counts the ropes that a storm takes. On the Old Quay one finds them in spring.",
        outlet="Lantern Daily",
    ),
    record(
        "a5",
        "Board publishes its letters",
        "The Harbour Board published forty letters on Friday. None of them mentions the North Lock.",
        date="2031-03-02",
        outlet="The Tidewatch",
    ),
)


SPOKEN = record(
    "a6",
    "What was said about the lock",
    "“The North Lock is older than the Old Quay,” said the engineer.\n\n"
    "“The North Lock will stay shut,” said the minister. “The Storm Bill pays for it,” said the minister again.",
    date="2031-06-01",
    outlet="Lantern Daily",
    said=(
        ("The North Lock is older than the Old Quay,", "direct", "the engineer", "Chief Engineer"),
        ("The North Lock will stay shut,", "direct", "the minister", "Harbour Minister"),
        ("The Storm Bill pays for it,", "direct", "the minister", "Harbour Minister"),
    ),
)
"""One more article, in which quotes mention names."""


def denied(one: Record) -> Record:
    """An article in which every quote is denied."""

    def deny(quote: Quote) -> Quote:
        cue = quote.cue and replace(quote.cue, text="denied")
        return replace(quote, stance="denied", cue=cue)

    quotes = tuple(map(deny, one.annotations.quotes))
    return replace(one, annotations=replace(one.annotations, quotes=quotes))


DENIAL = denied(
    record(
        "d1",
        "Minister answers the engineer",
        "“The wall broke,” denied the minister. “The North Lock leaks,” denied the minister.",
        date="2031-05-06",
        outlet="Lantern Daily",
        said=(
            ("The wall broke,", "indirect", "the minister", "Harbour Minister"),
            ("The North Lock leaks,", "indirect", "the minister", "Harbour Minister"),
        ),
    )
)
"""An article with two denials."""

CLAIM = record(
    "d2",
    "Engineer on the lock",
    "“Every night the North Lock is leaking,” said the engineer.",
    date="2031-05-04",
    outlet="The Tidewatch",
    said=(("Every night the North Lock is leaking,", "direct", "the engineer", "Chief Engineer"),),
)
"""An article with a statement on the matter of one of them."""
