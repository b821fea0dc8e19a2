"""What the readers of word processor formats share: paragraphs to an article, or to the articles of an export."""

from collections.abc import Iterator

from msgspec import structs

from ...draft import MAX_TEXT, Aside, Draft, Flaw, Unreadable
from ...fields import fields, front_matter
from ...fields.press_release import read_release
from ...fields.text_head import read_head
from ...findings import Findings
from ..plain import mail_headers, mail_page, press_review
from ..plain.plain_text import split_title
from ..plain.press_review import Paragraph, review
from ..vendors import exports

_LONGEST_TITLE = 300
_FEWEST = 2
_MOST = 0.8
"""Share of a table's rows that must name fields."""


def articles(paragraphs: list[Paragraph], properties: Draft, findings: Findings) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a document.

    Args:
        paragraphs: all of them, empty ones too: database exports are recognised by them.
        properties: what the document says of itself.
        findings: what the file tells of the order of day and month.

    Raises:
        Unreadable: it holds no text, or too much for one article.
    """
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    if not text.strip():
        raise Unreadable("a document without text")
    found = exports.split(text)
    if found is not None:
        yield from found
        return
    if len(text) > MAX_TEXT:
        raise Unreadable(f"longer than {MAX_TEXT >> 20} million characters, too long for one article")
    letter = mail_headers.printed(text)
    if letter:
        yield mail_page.draft(letter)
        return
    labelled = _labelled(text, properties, findings)
    if labelled:
        yield labelled
        return
    filled = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    found_articles = review(filled, findings)
    if found_articles:
        yield from found_articles
        return
    body = "\n\n".join(paragraph.text.strip() for paragraph in filled)
    if press_review.looks_like(body):
        yield from press_review.articles(body, findings)
        return
    title = ""
    for i, paragraph in enumerate(filled[:5]):
        if paragraph.heading and len(paragraph.text) <= _LONGEST_TITLE:
            title = paragraph.text
            body = "\n\n".join(other.text.strip() for other in (*filled[:i], *filled[i + 1 :]))
            break
    release = read_release(body, findings) if not title else None
    if release:
        yield Draft(
            title=release.title,
            text=release.body,
            date=properties.date or release.date,
            byline=properties.byline,
            lang=properties.lang,
            topics=properties.topics,
            wrapped=False,
            extra=(*properties.extra, ("embargo", release.embargo)),
        )
        return
    if not title:
        title, body = (properties.title, body) if properties.title else split_title(body)
    head = read_head(f"{title}\n\n{body}", findings) if title else None
    yield Draft(
        title=title,
        text=head.body if head else body,
        date=properties.date or (head.date if head else ""),
        byline=properties.byline or (head.byline if head else ""),
        outlet=head.outlet if head else "",
        url=head.url if head else "",
        lang=properties.lang,
        topics=properties.topics,
        wrapped=False,
        extra=properties.extra,
    )


def _labelled(text: str, properties: Draft, findings: Findings) -> Draft | None:
    """The article of a document that begins with its fields, `Title: …` and `Date: …`; None of any other."""
    found, body = front_matter.split(text.lstrip("\n "))
    if len(found) < _FEWEST:
        return None
    record = {**found, "text": body} if body.strip() else found
    draft = fields.draft(record, {}, 0, findings)
    if draft is None or not draft.title or not draft.text:
        return None
    return structs.replace(draft, lang=draft.lang or properties.lang, topics=draft.topics or properties.topics)


def table_lines(rows: list[list[list[str]]]) -> str:
    """A table as text, a row a line; "" if its cells hold paragraphs, as those of a table that lays out a page.

    Args:
        rows: the cells of each row, each with its paragraphs.
    """
    cells = [cell for row in rows for cell in row]
    if any(len(cell) > 1 for cell in cells) or max((len(row) for row in rows), default=0) < _FEWEST:
        return ""
    between = ": " if _is_of_fields(rows) else "\t"
    lines = (between.join(" ".join(cell) for cell in row).strip() for row in rows)
    return "\n".join(line for line in lines if line)


def _is_of_fields(rows: list[list[list[str]]]) -> bool:
    """Whether a table has the names of an article's fields on the left, and their values on the right."""
    names = [" ".join(row[0]) for row in rows if len(row) == 2]
    return len(names) == len(rows) and sum(map(fields.is_usual, names)) >= max(_FEWEST, _MOST * len(names))
