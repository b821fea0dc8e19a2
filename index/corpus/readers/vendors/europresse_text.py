"""Text of Europresse, as its PDFs and printed pages have it: each article ends with the number of its certificate."""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Draft
from ...fields.export_text import Sign, without_by
from ...fields.outlet_names import PERSON

_KEY = lazy_pattern(r"(?:^|[ \t])(?P<key>news·\d{8}·[\w·-]+)[ \t]*$", re.M)
_HAS_KEY = Sign(_KEY, "news·")
_FOOT = lazy_pattern(
    r"^[ \t]*(?:(?:©|\(c\)) ?\d{4}\b.*|(?:PubliC )?Certificat émis le\b.*|Cet article est paru dans\b.*"
    r"|Tous droits réservés.*|Le présent document est protégé.*)$", re.M,
)  # fmt: skip
_DATE = lazy_pattern(
    r"(?:[^\W\d_]+,? )?(?:\d{1,2}(?:er)?\.? [^\W\d_]{3,10}\.? \d{4}|[^\W\d_]{3,10} \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)"
)
_PAGE = lazy_pattern(r"\b(?:pp?|pages?)\. ?([A-Z]{0,3}\d[\w-]*)")
_WORDS = lazy_pattern(r"\b\d[\d \u00a0]* (?:mots|words|palabras|Wörter)\b")
_ABOUT = lazy_pattern(r"Nom de la source[ \t]*\n+(?P<outlet>[^\n]+)\n")
"""What is said of the source, at the side of its articles."""
_PROVENANCE = lazy_pattern(r"^Provenance[ \t]*\n+[^\n]+\n", re.M)
_NUMBER = lazy_pattern(r"(?:no|n°|nº|#)\.? ?\d+\Z", re.I)
_BETWEEN = lazy_pattern(r"\s*[•·|]\s*")
_LONGEST = 140
_LONGEST_TITLE_LINE = 60


def looks_like(text: str) -> bool:
    """Whether a text is one of Europresse."""
    return _HAS_KEY.search(text) is not None


def articles(text: str) -> Iterator[Draft]:
    """Yield the articles of a text."""
    start = 0
    for number, mark in enumerate(_KEY.finditer(text), 1):
        yield _article(text[start : mark.start()], mark["key"], number)
        start = mark.end()


def _article(part: str, key: str, number: int) -> Draft:
    about = _ABOUT.search(part)
    outlet = about["outlet"].strip() if about else ""
    told = _PROVENANCE.search(part, about.end() if about else 0)
    if told or about:
        part = part[told.end() if told else about.end() if about else 0 :]
    lines = [line.strip() for line in part.split("\n")]
    at = next((i for i, line in enumerate(lines) if len(line) <= _LONGEST and _DATE.search(line)), -1)
    dated = _DATE.search(lines[at]) if at >= 0 else None
    section = lines[at][: dated.start()].strip(" ,•-–") if dated else ""
    above = [line for line in lines[: max(at, 0)] if line and not _NUMBER.match(line) and not _PAGE.match(line)]
    outlet = outlet or (above[-1] if above else "")
    facts = [*lines[: at + 1]]
    at += 1
    while at < len(lines) and (not lines[at] or _is_fact(lines[at])):
        facts.append(lines[at])
        at += 1
    named = (_BETWEEN.split(line)[0].strip() for line in facts if _WORDS.search(line) and _BETWEEN.search(line))
    outlet = outlet or next((name for name in named if name and not _is_fact(name)), "")
    page = next((match[1] for line in facts if (match := _PAGE.search(line))), "")
    title = lines[at] if at < len(lines) else ""
    at += 1
    while at < len(lines) and len(title) > _LONGEST_TITLE_LINE and lines[at][:1].islower():
        title = f"{title} {lines[at]}"  # the headline goes on
        at += 1
    while at < len(lines) and not lines[at]:
        at += 1
    signed = lines[at] if at < len(lines) else ""
    alone = PERSON.match(signed) is not None and at + 1 < len(lines) and not lines[at + 1]
    byline = without_by(signed) if without_by(signed) != signed or alone else ""
    body = "\n".join(lines[at + bool(byline and len(byline) <= _LONGEST_TITLE_LINE) :])
    foot = _FOOT.search(body)
    return Draft(
        title=title,
        text=body[: foot.start()] if foot else body,
        date=dates.parse(dated[0]) if dated else "",
        outlet=outlet,
        byline=byline if len(byline) <= _LONGEST_TITLE_LINE else "",
        key=key,
        number=number,
        extra=(
            ("section", section),
            ("page", page),
            ("rights", foot[0].strip() if foot and foot[0].strip()[:1] in "©(" else ""),
        ),
    )


def _is_fact(line: str) -> bool:
    """Whether a line below the date says page and length."""
    return len(line) <= _LONGEST and (_WORDS.search(line) is not None or _PAGE.match(line) is not None)
