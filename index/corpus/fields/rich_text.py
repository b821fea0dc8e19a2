"""Texts that publishing systems store as trees of nodes.

ProseMirror, Slate, Lexical, Draft.js, Portable Text, Contentful, Keystone.
A node is an object with a type and its children; words stand in the leaves. What a node is called differs, its shape
does not.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from ...lazy_pattern import lazy_pattern

_TYPES = ("type", "nodeType", "_type", "object")
_CHILDREN = ("children", "content", "nodes", "leaves")
_HEADINGS = ("heading", "title", "header", "headline", "name")
_TEXTS = ("text", "content", "body", "paragraph", "html")
_ROOTS = frozenset("doc document root".split())
_SIGN = lazy_pattern(
    r'\s*[\[{]\s*(?:\{\s*)?"(?:root|type|nodeType|_type|blocks|object|children|document|ops|entityMap|time|version)"\s*:'
)
_BREAKS = frozenset("hardbreak hard_break linebreak break br".split())
_DEPTH = 30
_LONGEST_STORED = 4_000_000
_TOKENS = 4
"""Words of a list from which it may be a sentence cut into words."""
_CLOSING = lazy_pattern(r" (?=(?:[.,;:!?%)\]}’”]|'s\b|n't\b))")
_OPENING = lazy_pattern(r"(?<=[(\[{“‘]) ")

Node = Mapping[str, Any]


def stored(text: str) -> Any:
    """The tree in a text, if it is one stored as JSON; None for any other text."""
    if not _SIGN.match(text) or len(text) > _LONGEST_STORED:
        return None
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if paragraphs(value) else None


def paragraphs(value: Any) -> list[str]:
    """The paragraphs of a tree of nodes; none if the value is no such tree."""
    if isinstance(value, Mapping):
        node = cast("Node", value)
        for name in ("root", "document"):
            inner = node.get(name)
            if isinstance(inner, Mapping) and _children(cast("Node", inner)):
                return list(_blocks(cast("Node", inner), 0))
        blocks = node.get("blocks")
        if isinstance(blocks, list) and "entityMap" in node:
            return [text for block in cast("list[Any]", blocks) if isinstance(block, Mapping) and (text := _own(block))]
        if isinstance(blocks, list):
            return [text for block in cast("list[Any]", blocks) for text in _in_data(block)]
        if isinstance(node.get("ops"), list):
            return _inserted(cast("list[Any]", node["ops"]))
        if _type(node) in _ROOTS and _children(node):
            return list(_blocks(node, 0))
        return []
    if not isinstance(value, (list, tuple)) or not value:
        return []
    if not isinstance(value[0], Mapping):
        return []
    nodes = [cast("Node", node) for node in cast("Sequence[Any]", value) if isinstance(node, Mapping)]
    if len(nodes) == len(cast("Sequence[Any]", value)) and all(
        isinstance(node.get("type"), str) and isinstance(node.get("data"), Mapping) for node in nodes
    ):
        return [text for node in nodes for text in _in_data(node)]
    if len(nodes) < len(cast("Sequence[Any]", value)) or not any(
        _type(node) and _children(node) and _has_leaf(node, 0) for node in nodes
    ):
        return []
    return [text for node in nodes for text in _blocks(node, 0)]


def sections(value: Any) -> list[str]:
    """The headings and texts of a list of sections; none if it is no such list."""
    if not isinstance(value, (list, tuple)):
        return []
    parts: list[str] = []
    for item in cast("Sequence[Any]", value):
        if not isinstance(item, Mapping):
            return []
        section = cast("Node", item)
        heading = next((section[name] for name in _HEADINGS if isinstance(section.get(name), str)), None)
        text = next((section[name] for name in _TEXTS if isinstance(section.get(name), str)), None)
        if text is None or (heading is None and parts == [] and len(cast("Sequence[Any]", value)) == 1):
            return []
        parts += [part for part in (heading, text) if part and part.strip()]
    return parts


def _in_data(block: Any) -> list[str]:
    """The texts of a block of Editor.js, which stand in its data: a paragraph, or the items of a list."""
    data = cast("Node", block).get("data") if isinstance(block, Mapping) else None
    if not isinstance(data, Mapping):
        return []
    found = cast("Node", data)
    items = found.get("items")
    texts = [found.get("text"), *(cast("list[Any]", items) if isinstance(items, list) else ())]
    texts = [cast("Node", one).get("content") if isinstance(one, Mapping) else one for one in texts]
    return [one for one in texts if isinstance(one, str) and one.strip()]


def _inserted(operations: list[Any]) -> list[str]:
    """The paragraphs of a document of Quill, which is what was inserted, with line breaks."""
    inserted = (cast("Node", one).get("insert") for one in operations if isinstance(one, Mapping))
    whole = "".join(one for one in inserted if isinstance(one, str))
    return [line.strip() for line in whole.split("\n") if line.strip()]


def sentence(value: Any) -> str:
    """The sentence whose words are the elements of a list; "" if they are no single words."""
    if not isinstance(value, (list, tuple)):
        return ""
    words = [word for word in cast("Sequence[Any]", value) if isinstance(word, str) and word.strip()]
    if len(words) < _TOKENS or len(words) < len(cast("Sequence[Any]", value)):
        return ""
    spaced = sum(1 for word in words if " " in word.strip())
    if spaced * 20 > len(words) or sum(map(len, words)) > 10 * len(words):
        return ""
    return _OPENING.sub("", _CLOSING.sub("", " ".join(word.strip() for word in words)))


def _type(node: Node) -> str:
    found = next((node[name] for name in _TYPES if isinstance(node.get(name), str)), "")
    return str(found).casefold()


def _children(node: Node) -> list[Node]:
    for name in _CHILDREN:
        found = node.get(name)
        if isinstance(found, list) and found:
            return [cast("Node", child) for child in cast("list[Any]", found) if isinstance(child, Mapping)]
    return []


def _own(node: Node) -> str:
    """The words of a leaf; "" for any other node."""
    if isinstance(node.get("text"), str):
        return str(node["text"])
    return str(node["value"]) if _type(node) == "text" and isinstance(node.get("value"), str) else ""


def _has_leaf(node: Node, depth: int) -> bool:
    return bool(_own(node)) or (depth < _DEPTH and any(_has_leaf(child, depth + 1) for child in _children(node)))


def _blocks(node: Node, depth: int) -> Iterator[str]:
    """Yield the paragraphs in a node: one that has leaves among its children is a paragraph itself."""
    children = _children(node)
    if depth > _DEPTH:
        return
    if not children or any(_own(child) for child in children):
        text = _inline(node, depth).strip()
        if text:
            yield text
        return
    for child in children:
        yield from _blocks(child, depth + 1)


def _inline(node: Node, depth: int) -> str:
    if _type(node) in _BREAKS:
        return "\n"
    children = _children(node)
    if not children or depth > _DEPTH:
        return _own(node)
    return "".join(_inline(child, depth + 1) for child in children)
