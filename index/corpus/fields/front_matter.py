"""What stands above a text: YAML, TOML or JSON front matter, `Title:` header lines, or lines that begin with a sign."""

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any, cast

import yaml

from ...lazy_pattern import lazy_pattern
from ..dates import dates
from .fields import is_text, is_title, is_usual
from .light_markup import asciidoc, org, restructured

_FENCE = lazy_pattern(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TOML = lazy_pattern(r"\A\s*(?:\+\+\+|---toml)[ \t]*\n(.*?)\n(?:\+\+\+|---)[ \t]*(?:\n|\Z)", re.S)
_JSON = lazy_pattern(r"\A\s*(?:(?P<fence>;;;|---json)[ \t]*\n)?(?=\s*\{\s*\")")
_AFTER_JSON = lazy_pattern(r"\s*(?:;;;|---)?[ \t]*(?:\n|\Z)")
_ASSIGNED = lazy_pattern(r"([^\W\d_][\w.-]{0,40})\s*=\s*(.*?)\s*\Z")
_HEADER = lazy_pattern(r"([^\W\d_][\w ./-]{1,24})::?(?:[ \t]+(.*)|[ \t]*)\Z")
_LONGEST = 64 * 1024
"""Characters of front matter: what is longer is text between two rules."""
_MOST_HEADERS = 200
_LEAST_FIELDS = 3
_CALLED = {"Paper": "newspaper"}
"""What a label alone does not say, and one above a text does."""
_DASHES = lazy_pattern(r"(?:--|%)(?:[ \t]+(.*))?\Z")
_DIRECTIVES = lazy_pattern(r"\A\s*<!--[ \t]*\n\s*(?P<lines>(?:\.\. [\w-]{1,30}:[^\n]*\n)+)\s*-->[ \t]*(?:\n|\Z)")
_DIRECTIVE = lazy_pattern(r"\.\. (?P<name>[\w-]+):[ \t]*(?P<value>[^\n]*)")
_CONTENT = lazy_pattern(r"^(?:Markdown|Text) Content:[ \t]*$", re.M)
_URL = lazy_pattern(r"https?://\S+\Z")


def split(text: str) -> tuple[dict[str, Any], str]:
    r"""The named fields above a text, and the text below them; no fields if it begins at once.

    Args:
        text: with `\n` line breaks.
    """
    for form in (_yaml, _toml, _json, _dashed, _directives, asciidoc, org, restructured, _spaced, _headers):
        found = form(text)
        if found:
            return found
    return {}, text


def _yaml(text: str) -> tuple[dict[str, Any], str] | None:
    match = _FENCE.match(text)
    if not match or len(match[1]) > _LONGEST:
        return None
    try:
        found: object = yaml.load(match[1], Loader)  # noqa: S506 - a safe loader, without dates and anchors
    except (yaml.YAMLError, ValueError, RecursionError):
        found = None
    if not isinstance(found, Mapping):
        found = _loose(match[1])
        if not found:
            return None
    return {str(name): value for name, value in cast("Mapping[Any, Any]", found).items()}, text[match.end() :]


def _toml(text: str) -> tuple[dict[str, Any], str] | None:
    match = _TOML.match(text)
    if not match or len(match[1]) > _LONGEST:
        return None
    try:
        found: dict[str, Any] = tomllib.loads(match[1])
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        pairs = [pair for line in match[1].split("\n") if (pair := _ASSIGNED.match(line))]
        found = {pair[1]: pair[2].strip("\"'") for pair in pairs}
    return (found, text[match.end() :]) if found else None


def _json(text: str) -> tuple[dict[str, Any], str] | None:
    """A JSON object alone on the first lines, with text below it."""
    match = _JSON.match(text)
    if not match:
        return None
    try:
        found, end = json.JSONDecoder(strict=False).raw_decode(text, text.index("{", match.end()))
    except (ValueError, RecursionError):
        return None
    after = _AFTER_JSON.match(text, end)
    if not isinstance(found, dict) or end > _LONGEST or not after or not text[after.end() :].strip():
        return None
    named = cast("dict[str, Any]", found)
    return (named, text[after.end() :]) if any(is_usual(name) for name in named) else None


class Loader(yaml.SafeLoader):
    """Safe YAML without aliases (a few lines of them unfold to gigabytes) and with dates left as they are written."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Compose a node.

        Raises:
            yaml.YAMLError: it is an alias.
        """
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _loose(block: str) -> dict[str, Any]:
    """Front matter that is not quite YAML (`title: Budget: the vote`): its `name: value` lines."""
    pairs = [match for line in block.split("\n") if (match := _HEADER.match(line))]
    return {match[1]: (match[2] or "").strip().strip("\"'") for match in pairs}


def _dashed(text: str) -> tuple[dict[str, Any], str] | None:
    """Header lines that begin with `--` or `%`: the first is the title, the others say by their form what they are."""
    lines = text.lstrip("\n").split("\n", 8)
    values: list[str] = []
    for line in lines[:8]:
        match = _DASHES.match(line.rstrip())
        if not match:
            break
        values.append((match[1] or "").strip())
    if len(values) < 2 or not values[0]:
        return None
    found: dict[str, Any] = {"title": values[0]}
    for value in values[1:]:
        if _URL.match(value):
            found["url"] = value
        elif dates.parse(value):
            found["date"] = value
        elif value:
            found.setdefault("byline", value)
    return found, "\n".join(lines[len(values) :])


def _directives(text: str) -> tuple[dict[str, Any], str] | None:
    """Lines such as `.. title: …` in a comment, which Nikola has above posts in Markdown."""
    match = _DIRECTIVES.match(text)
    found: dict[str, Any] = {}
    if match:
        found = {one["name"]: one["value"].strip() for one in _DIRECTIVE.finditer(match["lines"])}
    return (found, text[match.end() :]) if match and len(found) > 1 and any(map(is_title, found)) else None


def _spaced(text: str) -> tuple[dict[str, Any], str] | None:
    """`Title:` and `URL Source:`, a blank line behind each, above `Markdown Content:`."""
    match = _CONTENT.search(text[:_LONGEST])
    if not match or not text.lstrip().startswith("Title:"):
        return None
    lines = [line for line in text[: match.start()].split("\n") if line.strip()]
    pairs = [pair for line in lines if (pair := _HEADER.match(line.rstrip()))]
    if len(pairs) < len(lines):
        return None
    names = {"URL Source": "url", "Published Time": "date"}
    return {names.get(pair[1], pair[1]): (pair[2] or "").strip() for pair in pairs}, text[match.end() :]


def _are_fields(text: str) -> bool:
    """Whether a text begins with three lines that name fields of an article: a line above may name another one."""
    matches = [_HEADER.match(line.rstrip()) for line in text.split("\n", _LEAST_FIELDS)[:_LEAST_FIELDS]]
    return len(matches) == _LEAST_FIELDS and all(match and is_usual(match[1]) and match[2] for match in matches)


def _headers(text: str) -> tuple[dict[str, Any], str] | None:
    """`Name: value` lines down to a blank one: a title, or two usual names, must be among them."""
    found: dict[str, Any] = {}
    last = ""
    body = text.lstrip()
    for _ in range(_MOST_HEADERS):
        line, _, rest = body.partition("\n")
        match = _HEADER.match(line.rstrip())
        if match and found and is_text(match[1]) and not _HEADER.match(rest.partition("\n")[0].rstrip()):
            body = f"{match[2] or ''}\n{rest}"  # what follows this label is the text
            break
        if match and (is_usual(match[1]) or found or _are_fields(rest)):
            last = _CALLED.get(match[1], match[1])
            found[last] = (match[2] or "").strip()
        elif last and line[:1] in (" ", "\t") and line.strip():
            found[last] = f"{found[last]} {line.strip()}"
        else:
            break
        body = rest
    usual = [name for name in found if is_usual(name)]
    if not any(is_title(name) for name in usual) and len(usual) < 2:
        return None
    label, _, rest = body.lstrip("\n").partition("\n")
    alone = _HEADER.match(label.rstrip())
    return found, rest if alone and not alone[2] and is_text(alone[1]) else body
