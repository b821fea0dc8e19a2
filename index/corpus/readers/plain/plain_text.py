"""Plain text: one article a file, with or without fields above it, the title on the first line if it looks like one."""

import unicodedata
from collections.abc import Iterator

from msgspec import structs

from ....lazy_pattern import lazy_pattern
from ...draft import Draft, Flaw, Input, Unreadable
from ...fields import field_values, fields, front_matter
from ...fields.light_markup import org_body
from ...fields.press_release import read_release
from ...fields.text_foot import without_sign_off
from ...fields.text_head import read_head
from ...findings import Findings
from ...text.lines import parts
from .outline import articles
from .source_line import named_first

_LONGEST_TITLE = 200
"""Characters: headlines rarely have more than 120, and a paragraph rarely fewer than 200."""
_BREAKS = lazy_pattern("\r\r?\n|\r|[\u0085\u2028\u2029]")
_BREAK_MARKS = "\r\u0085\u2028\u2029"
_SENTENCE_END = lazy_pattern(r"(?:[^\W_]|[)\"”’»]){2}[.:;,]\Z|[。،؟।॥።။៖]\Z")
"""The end of a sentence or of a part of one; letters before it that are capitals are those of a headline."""
_UNSPACED = lazy_pattern(r"[\u0e01-\u0e2e\u0e40-\u0e44\u0e81-\u0eae\u0ec0-\u0ec4\u1000-\u102a\u1780-\u17b3]")
"""Letters of Thai, Lao, Burmese and Khmer, which put no sign at the end of a sentence."""
_LONGEST_UNSPACED = 75
"""Letters of a headline in these scripts, without the signs above and below them; first paragraphs have more."""
_GAP = lazy_pattern(r"[^\S\n]{8,}")
_WORD = lazy_pattern(r"[^\W\d_]{2,}")
_FACT = lazy_pattern(r"\s*(?:[-+]?\d[\d.,:/-]*|https?://\S+)\s*\Z")


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the article of a text file; of a file that is too long for one, each part.

    Raises:
        Unreadable: it is no text to read.
    """
    pieces = parts(given)
    beginning = next(pieces)
    outline = articles(_BREAKS.sub("\n", beginning), given) if beginning.lstrip("\ufeff\n")[:1] in ("*", "#") else None
    if outline:
        yield from outline
        return
    first = _article(beginning, given)
    piece = next(pieces, None)
    if piece is None:
        yield first
        return
    yield _part(first, first.text, 1)
    number = 1
    while piece is not None:
        number += 1
        yield _part(first, piece, number)
        piece = next(pieces, None)
    given.findings.parts = number


def _part(first: Draft, text: str, number: int) -> Draft:
    title = f"{first.title} (part {number})" if first.title else ""
    return structs.replace(first, title=title, text=text, number=number)


def _article(text: str, given: Input) -> Draft:
    if any(mark in text for mark in _BREAK_MARKS):
        text = _BREAKS.sub("\n", text)
    text = text.lstrip("\ufeff")
    found, body = front_matter.split(text)
    if not found and given.name.lower().endswith(".org"):
        body = org_body(body)
    if not found and not is_prose(text):
        raise Unreadable("no prose: hardly a word among numbers and addresses")
    draft = from_fields(found, body, given)
    if draft.title:
        return draft
    release = None if found else read_release(draft.text, given.findings)
    if release:
        head = read_head(f"{release.title}\n\n{release.body}", given.findings)
        return structs.replace(
            draft,
            title=release.title,
            text=head.body if head else release.body,
            date=draft.date or release.date or (head.date if head else ""),
            byline=draft.byline or (head.byline if head else ""),
            outlet=draft.outlet or (head.outlet if head else ""),
            extra=(*draft.extra, ("embargo", release.embargo)),
        )
    if not found and (headed := with_head(draft, given.findings, given.corpus.outlet)):
        return headed
    title, body = split_title(draft.text)
    return structs.replace(draft, title=title, text=without_sign_off(body))


def with_head(draft: Draft, findings: Findings, house: str = "") -> Draft | None:
    """Return a draft with the title and facts that stand above its text as its own; None if they do not.

    Args:
        draft: the text without its fields.
        findings: what the file tells of the order of day and month.
        house: the outlet of the whole corpus, which prints what an agency sent.
    """
    head = read_head(draft.text, findings)
    if head is None:
        return None
    return structs.replace(
        draft,
        title=head.title,
        text=without_sign_off(head.body),
        date=draft.date or head.date,
        byline=draft.byline or head.byline,
        outlet=draft.outlet or ("" if head.credited and house else named_first(head.outlet)),
        url=draft.url or head.url,
        extra=(*draft.extra, *head.beside),
    )


def from_fields(found: dict[str, object], body: str, given: Input) -> Draft:
    """The draft of a text with the fields that stood above it."""
    mapping = {field: name for field, name in given.corpus.fields.items() if field != "text"}
    if not found and not mapping:  # most text files: nothing to weigh
        text = field_values.text(body)
        if text and field_values.is_prose_like(text):
            given.findings.choose("text", "text")
            return Draft(text=text)
    draft = fields.draft({**found, "text": body}, mapping, 0, given.findings)
    return draft or Draft()


def _is_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, in any script; a headline in capitals may end with a point."""
    return _SENTENCE_END.search(line) is not None and not line[-3:-1].isupper()


def split_title(text: str) -> tuple[str, str]:
    """Headline and body: a first line that stands alone, is short and does not end like a sentence; else ("", text)."""
    text = text.strip("\n")
    first, _, rest = text.partition("\n")
    if not rest.strip():
        return _before_gap(text)
    title = first.strip()
    alone = not rest[:1].strip() or rest.startswith(("  ", "\t"))
    if not title or len(title) > _LONGEST_TITLE or _is_sentence(title) or not _WORD.search(title):
        return "", text
    if len(title) > _LONGEST_UNSPACED and _UNSPACED.search(title) and _letters(title) > _LONGEST_UNSPACED:
        return "", text
    if not alone and len(rest.split("\n", 1)[0].strip()) <= len(title) * 1.5:
        return "", text  # the next line is as long: the first line of a paragraph, or of a list
    return title, rest


def _letters(line: str) -> int:
    """Characters of a line without the signs that stand above and below others."""
    return sum(unicodedata.category(char) != "Mn" for char in line)


def _before_gap(text: str) -> tuple[str, str]:
    """The same for text that has lost its line breaks: a wide gap is left where the headline's end was."""
    parts = _GAP.split(text.strip(), maxsplit=1)
    if len(parts) == 2 and len(parts[0]) <= _LONGEST_TITLE and len(parts[1]) > 2 * len(parts[0]):
        return parts[0], parts[1]
    return "", text


def is_prose(text: str) -> bool:
    """Whether there are words in a text, and not a list of numbers and addresses."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()]
    if len(lines) >= 6 and sum(1 for line in lines if _FACT.match(line)) > len(lines) / 2:
        return False
    return bool(_WORD.search(text))
