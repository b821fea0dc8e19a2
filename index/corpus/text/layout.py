"""Lines to paragraphs: undoes hard wrapping where there is evidence of it, and leaves lines that are paragraphs."""

from itertools import pairwise
from statistics import median

from ...lazy_pattern import lazy_pattern

# Wrapped prose is 55 to 80 columns wide; 35 leaves room for narrow wires, 130 for lines joined two by two.
_NARROW, _WIDE = 35, 130
# Share of line ends that break a sentence: about 0.75 in wrapped prose, nearly 0 where lines are paragraphs.
_BROKEN = 0.4

_ENDS = (".", "!", "?", "…", "。", "！", "？", "।", "։", "።", ":", ";", '"', "”", "’", "»", "“", ")", "]")
_INDENT = lazy_pattern(r"[^\S\n]{2,}|\t")
_UNSPACED = lazy_pattern("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


def paragraphs(text: str, wrapped: bool | None = None) -> str:
    """Normalised text with every paragraph on one line and runs of spaces reduced to one.

    Args:
        text: normalised text; indentation counts as evidence.
        wrapped: whether its lines are hard-wrapped, where the format says so; None to judge by the lines.

    Returns:
        Paragraphs separated by a blank line, or by one newline where the text had them so.
    """
    if "\n" not in text:
        return " ".join(text.split())
    lines = text.split("\n")
    if is_wrapped(lines) if wrapped is None else wrapped:
        return "\n\n".join(_unwrap(lines))
    return "\n".join([" ".join(line.split()) for line in lines]).strip()


def is_wrapped(lines: list[str]) -> bool:
    """Whether lines were broken to a width, mid-sentence: by their lengths, ends and beginnings.

    Only neighbouring lines tell (no blank between, the second not indented): wrapped if two in five break a sentence,
    and the first of such pairs are as long as wrapped lines are.
    """
    broken: list[int] = []
    pairs = 0
    for line, following in pairwise(lines):
        if not line or not following or _INDENT.match(following):
            continue
        pairs += 1
        if _continues(line, following.lstrip()):
            broken.append(len(line))
    return bool(broken) and len(broken) >= _BROKEN * pairs and _NARROW <= median(broken) <= _WIDE


def _continues(line: str, following: str) -> bool:
    first = following[:1]
    if first.islower():
        return True
    if line.endswith(_ENDS):
        return False
    # Scripts without case, digits and currency: nothing in the next line speaks against it.
    return (not first.isupper() and first not in "-–—*•·" and not line.endswith(",")) or line.endswith((",", "-"))


def _unwrap(lines: list[str]) -> list[str]:
    """Join wrapped lines; a blank line or an indented one begins the next paragraph."""
    joined: list[str] = []
    current: list[str] = []
    for line in lines:
        if current and (not line or _INDENT.match(line)):
            joined.append(_join(current))
            current = []
        if line:
            current.append(" ".join(line.split()))
    if current:
        joined.append(_join(current))
    return joined


def _join(lines: list[str]) -> str:
    if len(lines) == 1:
        return lines[0]
    pieces = [lines[0]]
    for line, following in pairwise(lines):
        compound = line.endswith("-") and line[-2:-1].isalnum() and following[:1].isalnum()
        unspaced = _UNSPACED.match(line[-1:]) and _UNSPACED.match(following)
        pieces.append(following if compound or unspaced else " " + following)
    return "".join(pieces)
