"""Texts in AsciiDoc, Org mode and reStructuredText: the fields above them, and their words without markup."""

import re
from typing import Any

from ...lazy_pattern import lazy_pattern
from .field_names import is_usual

_MOST = 40
"""Lines of a head."""
_TITLE = lazy_pattern(r"=[ \t]+(\S.*?)[ \t]*=?\Z")
_ATTRIBUTE = lazy_pattern(r":!?([^\W\d_][\w-]{0,40})!?:(?:[ \t]+(.*)|[ \t]*)\Z")
_REVISION = lazy_pattern(r"(?:v?\d[\w.]*,[ \t]*)?(?P<date>[^:,]*\d{4}[^:,]*(?:,[ \t]*\d{4})?)(?::.*)?\Z")
_AUTHOR = lazy_pattern(
    r"[^\W\d_][\w.'’ -]{1,80}?(?:[ \t]*<[^<>]*>)?(?:;[ \t]*[^\W\d_][\w.'’ -]{1,80}?(?:[ \t]*<[^<>]*>)?)*\Z"
)
_MAIL = lazy_pattern(r"[ \t]*<[^<>]*>")
_ORG = lazy_pattern(r"#\+([A-Za-z_]{2,20}):[ \t]*(.*)\Z")
_ORG_HEADING = lazy_pattern(r"\*+[ \t]+(\S.*?)(?:[ \t]+:[\w:@]+:)?[ \t]*\Z")
_RULE = lazy_pattern(r"([=\-~^*#\"'`+])\1{2,}[ \t]*\Z")
_FIELD = lazy_pattern(r":([^\W\d_][\w -]{1,24}):[ \t]+(.*)\Z")
_NIKOLA = lazy_pattern(r"\.\. ([a-z_-]{2,24}):[ \t]*(.*)\Z")

_ASCIIDOC = (
    (lazy_pattern(r"^(?:_{4,}|={4,}|-{4,}|\*{4,}|\.{4,}|\+{4,}|--|'{3,}|<{3,})[ \t]*$", re.M), ""),
    (
        lazy_pattern(
            r"^(?:\[[^\[\]\n]*\]|(?:image|video|audio|include|toc)::[^\n]*|//[^\n]*|\.[^\W\d_][^\n]*|\+)$", re.M
        ),
        "",
    ),
    (lazy_pattern(r"^={2,6}[ \t]+(\S.*)$", re.M), r"\1"),
    (lazy_pattern(r"^:!?[\w-]+!?:(?:[ \t].*)?$", re.M), ""),
    (lazy_pattern(r"(?:link:|xref:)?(?:https?://|mailto:)[^\s\[\]]+\[([^\[\]\n]+?)(?:,[^\[\]\n]*)?\^?\]"), r"\1"),
    (lazy_pattern(r"(?:link|xref):[^\s\[\]]+\[([^\[\]\n]+)\]"), r"\1"),
    (lazy_pattern(r"image:[^\s:\[\]][^\s\[\]]*\[[^\[\]\n]*\]|footnote:\[[^\[\]\n]*\]"), ""),
    (lazy_pattern(r"(?<![\w*_`])([*_`]{1,2})(?=\S)([^*_`\n]{1,400}?)(?<=\S)\1(?![\w*_`])"), r"\2"),
)
_ORG_BODY = (
    (lazy_pattern(r"^[ \t]*:(?:PROPERTIES|LOGBOOK):.*?^[ \t]*:END:[ \t]*$", re.M | re.S), ""),
    (lazy_pattern(r"^[ \t]*#(?:\+[^\n]*|[ \t][^\n]*)?$", re.M), ""),
    (lazy_pattern(r"^\*+[ \t]+(\S.*?)(?:[ \t]+:[\w:@]+:)?$", re.M), r"\n\1\n"),
    (lazy_pattern(r"\[\[[^\[\]\n]+\]\[([^\[\]\n]+)\]\]"), r"\1"),
    (lazy_pattern(r"\[\[([^\[\]\n]+)\]\]"), r"\1"),
    (lazy_pattern(r"\[fn:[^\[\]\n]{1,40}\]"), ""),
    (lazy_pattern(r"(?<![\w*/=~+_])([*/=~])(?=\S)([^*/=~\n]{1,400}?)(?<=\S)\1(?![\w*/=~])"), r"\2"),
)
_REST = (
    (lazy_pattern(r"^\.\. (?:[\w-]+::|\[|_|[a-z]).*\n(?:(?:[ \t]+.*)?\n)*", re.M), "\n"),
    (lazy_pattern(r"^([=\-~^*#\"'`+])\1{3,}[ \t]*$", re.M), ""),
    (lazy_pattern(r"`([^`<>\n]+?)[ \t]*<[^<>\n]+>`__?"), r"\1"),
    (lazy_pattern(r":[\w-]+:`([^`<>\n]+?)(?:[ \t]*<[^<>\n]+>)?`"), r"\1"),
    (lazy_pattern(r"(?<![\w*`])(\*{1,2}|``)(?=\S)([^*`\n]{1,400}?)(?<=\S)\1(?![\w*`])"), r"\2"),
)
"""What markup to replace by what, in order."""


def asciidoc(text: str) -> tuple[dict[str, Any], str] | None:
    """`= Title`, a line of authors, a line of the revision, and `:name: value` lines down to a blank one."""
    lines = text.lstrip("\n").split("\n")
    title = _TITLE.match(lines[0])
    if not title or len(title[1]) > 300:
        return None
    found: dict[str, Any] = {"title": title[1]}
    at = 1
    while at < min(len(lines), _MOST) and lines[at].strip():
        line = lines[at].strip()
        attribute, revision = _ATTRIBUTE.match(line), _REVISION.match(line)
        if attribute:
            found.setdefault(_ATTRIBUTES.get(attribute[1], attribute[1]), (attribute[2] or "").strip())
        elif revision and "date" not in found:
            found["date"] = revision["date"].strip()
        elif at == 1 and _AUTHOR.match(line):
            found["author"] = _MAIL.sub("", line)
        elif not line.startswith("//"):
            break
        at += 1
    if at == 1 and (len(lines) < 3 or lines[1].strip()):
        return None
    return {name: value for name, value in found.items() if value}, _reduced("\n".join(lines[at:]), _ASCIIDOC)


_ATTRIBUTES = {"revdate": "date", "docdate": "date", "doctitle": "title", "source-url": "url", "page-url": "url"}


def org(text: str) -> tuple[dict[str, Any], str] | None:
    """Lines such as `#+TITLE:`, or a heading with a drawer of properties below it."""
    lines = text.lstrip("\n").split("\n")
    pairs: list[tuple[str, str]] = []
    at = 0
    while at < min(len(lines), _MOST) and (match := _ORG.match(lines[at].rstrip())):
        pairs.append((match[1].lower(), match[2].strip("<>[] \t")))
        at += 1
    heading = _ORG_HEADING.match(lines[at]) if not at and len(lines) > 2 else None
    if heading and lines[1].strip().upper() == ":PROPERTIES:":
        pairs.append(("title", heading[1]))
        at = 2
        while at < min(len(lines), _MOST) and (match := _ATTRIBUTE.match(lines[at].strip())):
            at += 1
            if match[1].upper() == "END":
                break
            pairs.append((match[1].lower(), (match[2] or "").strip("<>[] \t")))
    found = {name: value for name, value in pairs if value}
    return (found, _reduced("\n".join(lines[at:]), _ORG_BODY)) if any(is_usual(name) for name in found) else None


def restructured(text: str) -> tuple[dict[str, Any], str] | None:
    """A title with a rule below it, and maybe above, and `:name: value` lines; or the `.. name: value` of Nikola."""
    lines = text.lstrip("\n").split("\n")
    nikola = _nikola(lines)
    if nikola:
        return nikola
    over = len(lines) > 3 and _RULE.match(lines[0]) is not None and not _RULE.match(lines[1])
    lines = lines[over:]
    title = lines[0].strip()
    if len(lines) < 4 or not _RULE.match(lines[1]) or not 3 < len(title) <= 200:
        return None
    if len(lines[1].rstrip()) < min(10.0, 0.7 * len(title)):
        return None
    found: dict[str, Any] = {"title": title}
    at = 2
    while at < min(len(lines), _MOST):
        match = _FIELD.match(lines[at].rstrip())
        if match:
            found.setdefault(match[1], match[2].strip())
        elif lines[at].strip():
            break
        at += 1
    return found, _reduced("\n".join(lines[at:]), _REST)


def _nikola(lines: list[str]) -> tuple[dict[str, Any], str] | None:
    found: dict[str, Any] = {}
    at = 0
    while at < min(len(lines), _MOST) and (match := _NIKOLA.match(lines[at].rstrip())):
        if match[2] and match[1] not in ("type", "slug"):
            found[match[1]] = match[2]
        at += 1
    return (found, _reduced("\n".join(lines[at:]), _REST)) if "title" in found and len(found) > 1 else None


def org_body(text: str) -> str:
    """Text in Org mode without its markup."""
    return _reduced(text, _ORG_BODY)


def _reduced(text: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, kept in rules:
        text = pattern.sub(kept, text)
    return text
