"""Pages of messages that Telegram exports from a channel or group: an article a message."""

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from ...dates import dates
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...text import encodings
from ...text.lines import whole
from ...text.markup import blocks, parse


def looks_like(text: str) -> bool:
    """Whether a page is such an export."""
    return "<title>Exported Data</title>" in text[:4096] and "page_wrap" in text


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the messages of a page; notices and messages without text are counted.

    Raises:
        Unreadable: there is no message in it, or it is too long.
    """
    text = whole(given, encodings.declared(given.head))
    root = parse(text.lstrip("\ufeff").encode("utf-8", "replace"))
    channel = next((_words(found) for found in _named(root, "text") if "bold" in _classes(found)), "")
    number = notices = empty = 0
    for message in _named(root, "message"):
        if "service" in _classes(message):
            notices += 1
            continue
        number += 1
        body = next((found for found in _named(message, "text")), None)
        said = "\n\n".join(block.text for block in blocks(body)) if body is not None else ""
        if not said:
            empty += 1
            continue
        when = next((found.get("title") or "" for found in _named(message, "date")), "")
        yield Draft(
            text=said,
            date=dates.parse(when.replace("UTC", "").strip(), "dmy"),
            outlet=channel or next((_words(found) for found in _named(message, "from_name")), ""),
            key=(message.get("id") or "").removeprefix("message"),
            number=number,
            wrapped=False,
        )
    if notices:
        yield Aside("notices of channels", notices)
    if empty:
        yield Aside("posts without text", empty)
    if not number and not notices:
        raise Unreadable("an export of a channel without a message")


def _named(root: HtmlElement | None, name: str) -> Iterator[HtmlElement]:
    """Yield the `div` elements of a class."""
    return (found for found in root.iter("div") if name in _classes(found)) if root is not None else iter(())


def _classes(element: HtmlElement) -> Sequence[str]:
    return (element.get("class") or "").split()


def _words(element: HtmlElement) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
