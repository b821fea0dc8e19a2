"""Zotero's RDF: references with an abstract, such as articles of newspapers; attachments and notes are counted."""

from collections.abc import Iterator

from ...dates import dates
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...fields.xml_records import Broken, Element, find, records, text, texts, value
from ...text.languages import code

_SIGN = "zotero.org/namespaces/export"
_ITEMS = (
    "article", "description", "document", "booksection", "book", "report", "letter", "manuscript", "recording", "memo",
    "attachment", "journal", "collection", "interview", "motionpicture", "thesis", "patent", "image", "data",
)  # fmt: skip
_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_KIND = "itemType"
_OUTLETS = (
    *(f"isPartOf/{kind}/title" for kind in ("Newspaper", "Website", "Journal", "Blog", "Periodical", "*")),
    "publisher/Organization/name",
)


def looks_like(source: str) -> bool:
    """Whether a text is such a file."""
    return _SIGN in source[:4096] and "RDF" in source[:4096]


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the references of a file.

    Raises:
        Unreadable: there is none in it.
    """
    number = others = 0
    for element in records(given, _ITEMS):
        if isinstance(element, Broken):
            yield Flaw(number + 1, element.reason)
            continue
        kind = text(element, _KIND)
        if kind in ("", "attachment", "note"):
            others += kind != ""
            continue
        number += 1
        yield _draft(element, number)
    if others:
        yield Aside("attachments and notes of references", others)
    if not number and not others:
        raise Unreadable("an export of Zotero without a reference")


def _draft(item: Element, number: int) -> Draft | Flaw:
    title, abstract = text(item, "title"), text(item, "abstract")
    if not title and not abstract:
        return Flaw(number, "a reference with neither a title nor a text")
    address = value(item, _RESOURCE) or text(item, "identifier/URI/value")
    return Draft(
        title=title,
        text=abstract,
        date=dates.parse(text(item, "date")),
        outlet=text(item, *_OUTLETS),
        byline="; ".join(filter(None, map(_name, item.iterfind("authors/Seq/li/Person")))),
        url=address if address.startswith(("http://", "https://")) else text(item, "identifier/URI/value"),
        lang=code(text(item, "language")),
        topics=tuple(texts(item, "subject/AutomaticTag/value") + [
            word for found in item.iterfind("subject") if len(found) == 0 and (word := text(found))
        ]),
        key=address,
        number=number,
        extra=(
            ("section", text(item, "isPartOf/*/section")),
            ("page", text(item, "pages")),
            ("rights", text(item, "rights")),
        ),
    )  # fmt: skip


def _name(person: Element) -> str:
    names = (text(person, "givenName", "givenname"), text(person, "surname"))
    return " ".join(filter(None, names)) or text(find(person, "name"))
