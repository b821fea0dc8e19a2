"""Markdown: one article a file, front matter above it, markup reduced to its words."""

import re
from collections.abc import Iterator

from msgspec import structs

from ....lazy_pattern import lazy_pattern
from ...draft import Aside, Draft, Flaw, Input
from ...fields import front_matter
from ...fields.text_head import read_head
from ...text.lines import whole
from ...text.markup import has_markup, plain
from ..plain import press_review
from ..plain.plain_text import from_fields
from ..vendors import exports
from . import markdown_table

_BREAKS = lazy_pattern("\r\n?|[\u0085\u2028\u2029]")
_FENCE = lazy_pattern(r"\s{0,3}(?:```|~~~)")
_HEADING = lazy_pattern(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*\Z")
_UNDERLINE = lazy_pattern(r"\s{0,3}(=+|-{2,})\s*\Z")
_RULE = lazy_pattern(r"\s{0,3}(?:[-*_]\s*){3,}\Z")
_TABLE_RULE = lazy_pattern(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*\Z")
_QUOTED = lazy_pattern(r"\A\s{0,3}(?:>\s?)+")
_ITEM = lazy_pattern(r"\s*(?:[-*+]|\d{1,3}[.)])\s+")
_DEFINITION = lazy_pattern(r"\s{0,3}\[[^\]\n]{1,200}\]:\s*\S")
_DIRECTIVE = lazy_pattern(r"^[ \t]*(?:\{\{[<%].{0,500}[%>]\}\}|\{%.{0,500}%\})[ \t]*$", re.M)
"""A line that tells the generator of a site to put a picture or the like there."""
_PROPERTIES = lazy_pattern(
    r"\s*(?P<heading># [^\n]+)\n[ \t]*\n(?P<lines>(?:[^\W\d_][\w .-]{1,24}:[ \t]+\S[^\n]{0,300}\n){2,20})[ \t]*\n"
)
_LABELLED = lazy_pattern(r"[^\W\d_][\w .-]{1,24}:[ \t]+\S[^\n]{0,300}\Z")

_NOTED = lazy_pattern(r"(?:\A|\n\n)(?P<lines>id: [0-9a-f]{32}\n(?:[a-z_]+:[^\n]*\n)+type_: (?P<type>\d+))\s*\Z")
"""What Joplin writes below a note."""
_LONGEST_NOTED = 8000
_TYPE = 40
_NOTE = "1"
_MARKS = lazy_pattern(r"^#{1,6}[ \t]+|\*\*|^>[ \t]?", re.M)
_ESCAPED = lazy_pattern(r"\\(?=[^\w\s]|$)", re.M)
_CODE = lazy_pattern(r"(?<!`)(`{1,3})(?!`)([^`\n]{1,1000})\1(?!`)")
_INLINE = (
    (
        lazy_pattern(r"!\[[^\]\n]{0,500}\](?:\([^()\n]{0,1000}\)|\[[^\]\n]{0,200}\])"),
        "",
    ),  # images say nothing in a terminal
    (lazy_pattern(r"(?<=[)\]*_`])\{:[^{}\n]{1,200}\}"), ""),  # attributes of Kramdown
    (lazy_pattern(r"(?<=[)\]*_`])\{:[^{}\n]{1,200}\}"), ""),  # attributes of Kramdown
    (lazy_pattern(r"\[([^\[\]\n]{1,1000})\]\((?:[^()\n]|\([^()\n]{0,500}\)){0,1000}\)"), r"\1"),
    (lazy_pattern(r"\[([^\[\]\n]{1,1000})\]\[[^\]\n]{0,200}\]"), r"\1"),
    (lazy_pattern(r"\[\^[^\]\n]{1,50}\]"), ""),
    (lazy_pattern(r"<(https?://[^<>\s]{1,1000})>"), r"\1"),
    (lazy_pattern(r"(?<![\w*\\])(\*{1,3})(?=\S)([^*\n]{1,2000}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (lazy_pattern(r"(?<![\w\\])(_{1,3})(?=\S)([^_\n]{1,2000}?)(?<=\S)\1(?!\w)"), r"\2"),
    (lazy_pattern(r"~~([^~\n]{1,1000})~~"), r"\1"),
    (lazy_pattern(r"\\([\\`*_{}\[\]()#+.!~>|-])"), r"\1"),
)


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the one article of a Markdown file, or those of a database's export that was converted to it.

    Raises:
        Unreadable: it is too long.
    """
    text = _BREAKS.sub("\n", whole(given)).lstrip("\ufeff")
    noted = _NOTED.search(text[-_LONGEST_NOTED:]) if "\ntype_: " in text[-_TYPE:] else None
    if noted and noted["type"] != _NOTE:
        yield Aside("notebooks, tags and files beside notes")
        return
    found, body = _of_note(text, noted) if noted else front_matter.split(text)
    if not found:
        found, body = _properties(body)
    exported = None if found else exports.split(_bare(body))
    if exported is not None:
        yield from exported
        return
    if rows := [] if found else markdown_table.articles(body, given.corpus.fields, given.findings):
        yield from rows
        return
    heading, text = reduce(_DIRECTIVE.sub("", body))
    if not found and press_review.looks_like(text):
        yield from press_review.articles(text, given.findings)
        return
    if not found:
        found, text = _labelled(text)
    draft = from_fields(found, text, given)
    head = read_head(f"{heading}\n\n{draft.text}", given.findings) if heading and not found else None
    if head:
        draft = structs.replace(
            draft,
            text=head.body,
            date=head.date,
            byline=head.byline,
            outlet=head.outlet,
            url=head.url,
            extra=(*draft.extra, *head.beside),
        )
    yield structs.replace(draft, title=draft.title or heading, wrapped=False)


def _of_note(text: str, noted: "re.Match[str]") -> tuple[dict[str, object], str]:
    """The fields below a note that Joplin exported, and its text; when a page was clipped is not its date."""
    values = dict(line.split(": ", 1) for line in noted["lines"].split("\n") if ": " in line)
    title, _, body = text[: -len(noted[0])].partition("\n")
    address = values.get("source_url", "").strip()
    moment = "" if address else values.get("user_created_time", "")
    return {"title": title, "author": values.get("author", ""), "url": address, "date": moment}, body


def _bare(text: str) -> str:
    """The lines of a text without marks of headings and emphasis, and without what keeps signs from being marks."""
    return _ESCAPED.sub("", _MARKS.sub("", text))


def _properties(text: str) -> tuple[dict[str, object], str]:
    """The fields on the lines below a heading, as Notion exports a page's properties, and the text without them."""
    match = _PROPERTIES.match(text)
    if not match:
        return {}, text
    found, _ = front_matter.split(f"{match['lines']}\n\nx")
    return (found, f"{match['heading']}\n\n{text[match.end() :]}") if len(found) > 1 else ({}, text)


def _labelled(text: str) -> tuple[dict[str, object], str]:
    """The fields of the first paragraphs, if each is a label and its value, and the text below them."""
    paragraphs = text.split("\n\n")
    count = next((i for i, one in enumerate(paragraphs) if not _LABELLED.match(one)), len(paragraphs))
    if count < 2:
        return {}, text
    found, _ = front_matter.split("\n".join([*paragraphs[:count], "", "x"]))
    return (found, "\n\n".join(paragraphs[count:])) if found else ({}, text)


def reduce(body: str) -> tuple[str, str]:
    """The first top heading, and the text without markup, a paragraph a block.

    What stands above that heading (a kicker, a breadcrumb) is left out with it if it is a single short line.
    """
    blocks: list[str] = []
    pending: list[str] = []
    title, fenced = "", False

    def flush() -> None:
        if pending:
            blocks.append(" ".join(pending))
            pending.clear()

    for line in _without_comments(body).split("\n"):
        if _FENCE.match(line):
            flush()
            fenced = not fenced
            continue
        if fenced:
            blocks.append(line)
            continue
        line = _QUOTED.sub("", line)
        heading = _HEADING.match(line)
        underline = _UNDERLINE.match(line) if pending else None
        if heading or underline:
            text = heading[2] if heading else " ".join(pending)
            top = heading[1] == "#" if heading else underline is not None and underline[1][0] == "="
            if heading:
                flush()
            pending.clear()
            if top and not title and len(blocks) <= 1 and len("".join(blocks)) < 80:
                title = inline(text)
                blocks.clear()
            else:
                blocks.append(text)
        elif not line.strip() or _RULE.match(line) or _TABLE_RULE.match(line) or _DEFINITION.match(line):
            flush()
        elif _ITEM.match(line) or line.lstrip().startswith("|"):
            flush()
            pending.append(line.strip().strip("|").strip())
        else:
            pending.append(line.strip())
            if line.endswith("  "):
                flush()
    flush()
    return title, "\n\n".join(text for block in blocks if (text := inline(block).strip()))


def _without_comments(text: str) -> str:
    """The text without HTML comments; one that is never closed is text."""
    first, *parts = text.split("<!--")
    kept = [first]
    for part in parts:
        inside, closed, after = part.partition("-->")
        kept.append(after if closed else inside)
    return "".join(kept)


def inline(text: str) -> str:
    """A block's words without links, emphasis, code marks and HTML."""
    pieces = _CODE.split(text)  # every third is code, after its marks
    for i in range(0, len(pieces), 3):
        for pattern, kept in _INLINE:
            pieces[i] = pattern.sub(kept, pieces[i])
        if has_markup(pieces[i]):
            pieces[i] = f"{_edge(pieces[i], 0)}{plain(pieces[i])}{_edge(pieces[i], -1)}"
    return "".join(piece for i, piece in enumerate(pieces) if i % 3 != 1)


def _edge(text: str, at: int) -> str:
    """The space at a text's beginning or end, which `plain` takes away, and the code beside it needs."""
    return " " if text[at].isspace() else ""
