"""Markup to plain text: blocks become paragraphs, everything else its words."""

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from ...lazy_pattern import lazy_pattern
from .character_references import unescape

_TAG = lazy_pattern(
    r"</?(?:p|br|div|a|b|i|u|em|strong|span|ul|ol|li|h[1-6]|img|table|tr|td|section|article|figure|figcaption|blockquote|pre"
    r"|font|center|hr|sup|sub|small|header|footer|script|style|html|body)(?:\s[^<>]*)?/?>",
    re.I,
)
_BLOCK_TAG = lazy_pattern(
    r"<(?:p|br|div|ul|ol|li|h[1-6]|table|tr|td|section|article|figure|blockquote|pre|center|hr|html|body)\b", re.I
)
_ENTITY = lazy_pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_SPACES = lazy_pattern(r"[ \t\n\r\f\u00a0]+")

_DENSER = 3
"""Letters of an alphabet that one character of Chinese, Japanese or Korean stands for."""
_IDEOGRAPHS = lazy_pattern("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_BLOCKS_NAMES = (
    "p div section article main header footer aside nav h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre"
    " figure figcaption table thead tbody tfoot tr caption form fieldset address hr body html center details"
    " summary"
)
BLOCKS = frozenset(_BLOCKS_NAMES.split())
_UNSEEN_NAMES = (
    "script style noscript template svg math iframe object embed button select option input textarea canvas"
    " audio video map head title meta link"
)
UNSEEN = frozenset(_UNSEEN_NAMES.split())


def size(text: str) -> int:
    """Length of a text in letters, whatever its script."""
    if text.isascii():
        return len(text)
    return len(text) + (_DENSER - 1) * sum(map(len, _IDEOGRAPHS.findall(text)))


def has_markup(text: str) -> bool:
    """Whether a field's text holds HTML tags or character references."""
    return ("<" in text and _TAG.search(text) is not None) or ("&" in text and _ENTITY.search(text) is not None)


def plain(text: str) -> str:
    """The words of an HTML fragment, blocks separated by blank lines; text without tags keeps its lines."""
    if "<" not in text or not _TAG.search(text):
        return unescape(text)
    if "\n" in text and not _BLOCK_TAG.search(text):
        text = text.replace("\n", "<br>")  # only words are marked up: the lines are the paragraphs
    root = parse(f"<html><body><div>{text}</div></body></html>".encode("utf-8", "replace"))
    return "\n\n".join(text for _, text, _ in blocks(root)) if root is not None else unescape(_TAG.sub(" ", text))


def parse(data: bytes) -> HtmlElement | None:
    """The tree of an HTML page in UTF-8, whatever it declares; None if there is nothing in it.

    Nothing is fetched, no entity is expanded, and the parser's own limits on depth and size stay on.
    """
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = lxml.html.document_fromstring(data, parser=parser)
    except (lxml.etree.LxmlError, ValueError):
        return None
    if root.find("body") is None:
        _add_body(root)
    return root


def _add_body(root: HtmlElement) -> None:
    """Give a page a body: the parser leaves an `article` that follows a title without one in the head."""
    strays = [child for parent in (*root.iterchildren("head"), root) for child in parent if child.tag in BLOCKS]
    if strays:
        lxml.etree.SubElement(root, "body").extend(strays)


class Block(NamedTuple):
    """A stretch of text between block boundaries."""

    element: HtmlElement
    """The block element that it stands in."""
    text: str
    linked: float
    """Share of its characters that stand in links, 0 to 1."""


def blocks(root: HtmlElement, skip: Container[HtmlElement] = ()) -> Iterator[Block]:
    """Yield the blocks of a tree in order, none of them empty; `skip` leaves elements out with all that is in them."""
    pieces: list[tuple[str, bool]] = []
    holders: list[HtmlElement] = [root]
    links = 0

    def flush() -> Iterator[Block]:
        line: list[str] = []
        linked = 0
        for text, in_link in (*pieces, ("\v", False)):
            if text == "\v":
                joined = "".join(line)
                # Splitting takes a quarter of the time; in other scripts it would drop wide spaces as well.
                joined = " ".join(joined.split()) if joined.isascii() else _SPACES.sub(" ", joined).strip()
                if joined:
                    yield Block(holders[-1], joined, min(1.0, linked / len(joined)))
                line, linked = [], 0
                continue
            line.append(text)
            linked += len(text.strip()) if in_link else 0
        pieces.clear()

    walk = lxml.etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        unseen = not isinstance(tag, str) or tag in UNSEEN or element in skip
        if event == "start":
            if unseen:
                walk.skip_subtree()
                if pieces and tag in BLOCKS:
                    yield from flush()
                continue
            if tag in BLOCKS:
                if pieces:
                    yield from flush()
                holders.append(element)
            elif tag == "br":
                pieces.append(("\v", False))
            elif tag in ("td", "th"):
                pieces.append((" ", False))
            elif tag == "a":
                links += 1
            if element.text:
                pieces.append((element.text.replace("\v", " "), links > 0))
        else:
            if tag in BLOCKS and not unseen:
                if pieces:
                    yield from flush()
                holders.pop()
            elif tag == "a" and not unseen:
                links -= 1
            if element.tail and element is not root:
                pieces.append((element.tail.replace("\v", " "), links > 0))
    yield from flush()
