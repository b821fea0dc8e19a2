"""How copies and variants relate to the one in question, in words."""

from collections.abc import Sequence

from ...index.protocol.related_answers import Copy, Difference

DIFFERENCES: dict[Difference, str] = {
    "stance": "other stance",
    "speaker": "other speaker",
    "speaker unclear": "other name, but the attribution is doubtful",
    "paraphrase": "paraphrased",
    "verbatim": "in quotation marks",
}
"""How a quote differs, in words; the others are words already."""


def count(number: int, singular: str, plural: str = "") -> str:
    """Return `1 article`, `21,578 articles`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def difference_label(differs: Sequence[Difference]) -> str:
    """Say how a quote differs: `shortened, other speaker`."""
    return ", ".join(DIFFERENCES.get(one, one) for one in differs) or "the same words, speaker and stance"


def share_label(copy: Copy, first: str) -> str:
    """Say how an article relates to the one in question: `shares 80 % of its 412 words`."""
    version = f"version {copy.version} of the item · " if copy.version else ""
    if copy.id == first:
        return f"{version}{copy.words:,} words"
    shared = f"{version}shares {round(100 * copy.shared)} % of its {copy.words:,} words"
    if version:
        return shared
    return shared if copy.in_group else f"{shared}, also a copy of something else"
