"""Press releases in plain text: the headline stands below "FOR IMMEDIATE RELEASE", dates and whom to ask."""

import re
from typing import NamedTuple

from ...lazy_pattern import lazy_pattern
from ..findings import Findings

_RELEASE = lazy_pattern(
    r"[\W_]*(?:for (?:immediate )?release|not for release before|embargoed(?: until| till| for)?|under embargo until"
    r"|zur sofortigen (?:veröffentlichung|freigabe)|sperrfrist|pour diffusion immédiate|para (?:su )?"
    r"(?:difusión|publicación) inmediata|per la pubblicazione immediata"
    r"|(?P<kind>(?:press|news|media) (?:release|statement)|pressemitteilung|presseinformation|communiqué de presse"
    r"|(?:comunicado|nota) de prensa|comunicato stampa|persbericht|pressmeddelande|pressemeddelelse|pressemelding"
    r"|tiedote|comunicado à imprensa))\b(?P<gap>[\s:–—,-]*)(?P<rest>.{0,150})\Z",
    re.I,
)
_CONTACT = lazy_pattern(
    r"(?:media |press )?(?:contacts?|kontakt|ansprechpartner(?:in)?|contacto|contatti|tel(?:ephone|efon|éfono)?|phone"
    r"|e-?mail|fax|mobile|web(?:site)?|reference|ref|no|nr|nummer|date|datum)\b[^:]{0,25}:",
    re.I,
)
_ADDRESS = lazy_pattern(r"\S+@\S+\Z|(?:https?://|www\.)\S+\Z|(?:tel|phone)?[.\s]*[+(]?\d[\d ()/.+-]{5,}\Z", re.I)
_MOST = 14
"""Lines above a headline."""
_LONGEST_TITLE = 250


class Release(NamedTuple):
    """What a press release says above its text."""

    title: str
    date: str
    embargo: str
    body: str


def read_release(text: str, findings: Findings) -> Release | None:
    """The headline, date and text of a press release; None for any other text.

    Args:
        text: with line feeds.
        findings: what the file tells of the order of day and month.
    """
    lines = text.strip("\n").split("\n")
    date = embargo = ""
    marked = False
    kept: list[str] = []
    for at, line in enumerate(lines[:_MOST]):
        words = line.strip()
        if not words:
            continue
        match = _RELEASE.match(words)
        if match:
            marked = True
            when = findings.date(match["rest"]) if any(map(str.isdigit, match["rest"])) else ""
            if when and re.match(r"\W*(?:embargoed|under|not for|sperrfrist)", words, re.I):
                embargo = when
            date = date or when
            if match["kind"] and ":" in match["gap"] and not when and len(match["rest"].split()) > 2:
                body = "\n".join(lines[at + 1 :]).strip("\n")
                return Release(match["rest"].strip(), date, embargo, body) if body else None
        elif not marked:
            return None
        elif len(words) <= 60 and any(map(str.isdigit, words)) and (when := findings.date(words)) and not date:
            date = when
        elif _CONTACT.match(words) or _ADDRESS.match(words):
            kept.append(words)
        elif len(words) <= _LONGEST_TITLE and not words.endswith((".", ":")) and "".join(lines[at + 1 :]).strip():
            body = "\n".join(lines[at + 1 :]).strip("\n")
            return Release(words, date, embargo, "\n\n".join([*(["\n".join(kept)] if kept else []), body]))
        elif kept and kept[-1].endswith(":") and len(words) <= 60:
            kept.append(words)
        else:
            return None
    return None
