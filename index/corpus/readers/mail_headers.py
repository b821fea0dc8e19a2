"""Headers of messages as mail programs print them into text, in several languages; messages forwarded inline."""

import re
from collections.abc import Mapping

from msgspec import Struct

from ..dates import dates

_NAMES: Mapping[str, str] = {
    "from": "from", "sent": "date", "date": "date", "to": "to", "subject": "subject", "cc": "to", "reply-to": "to",
    "von": "from", "gesendet": "date", "datum": "date", "an": "to", "betreff": "subject", "antwort an": "to",
    "de": "from", "envoyé": "date", "date d'envoi": "date", "à": "to", "objet": "subject", "répondre à": "to",
    "enviado": "date", "enviado el": "date", "fecha": "date", "para": "to", "asunto": "subject", "assunto": "subject",
    "data": "date", "da": "from", "inviato": "date", "a": "to", "oggetto": "subject", "enviada em": "date",
    "van": "from", "verzonden": "date", "aan": "to", "onderwerp": "subject",
}  # fmt: skip
_LINE = re.compile(r"[>\s*]*(?P<name>[^\W\d_][^\W\d_' -]{0,14}):\**[ \t]*(?P<value>.*?)\**[ \t]*\Z")
_MARK = re.compile(
    r"\A\s*(?:-{2,}\s*(?:forwarded message|original message|weitergeleitete nachricht|ursprüngliche nachricht"
    r"|message (?:transféré|d'origine)|mensaje (?:reenviado|original)|messaggio (?:inoltrato|originale)"
    r"|doorgestuurd bericht|oorspronkelijk bericht)\s*-{2,}|begin forwarded message:"
    r"|anfang der weitergeleiteten nachricht:"
    r"|début du message (?:réexpédié|transféré) ?:|_{20,})[ \t]*\n",
    re.I,
)
_TRANSLATED = re.compile(
    r"\s*(?:From:[ \t].*\n(?:.*\n){0,2}?Sent"
    r"|(?:Von|De|Da|Van):[ \t].*\n(?:.*\n){0,2}?"
    r"(?:Gesendet|Datum|Envoyé|Date|Enviado(?: el)?|Fecha|Inviato|Data|Verzonden)[ ]?):[ \t]"
)
_PREFIX = re.compile(r"(?:(?:fwd?|wg|tr|rv|re|aw|i|doorst)\s*:\s*)+", re.I)


class Inner(Struct, frozen=True):
    """A message that stands in another one."""

    sender: str
    date: str
    subject: str
    text: str


def is_translated(text: str) -> bool:
    """Whether a text begins with the headers of a message as Outlook saves them, in any of these languages."""
    return _TRANSLATED.match(text[:2000]) is not None


def in_english(data: bytes, encoding: str) -> bytes:
    """A message whose translated headers are English, in UTF-8."""
    text = data.decode(encoding, "replace").lstrip("\ufeff").replace("\r\n", "\n").lstrip()
    found, body = _block(text)
    lines = [f"{name.capitalize()}: {value}" for name, value in found.items()]
    return "\n".join([*lines, "Content-Type: text/plain; charset=utf-8", "", body]).encode("utf-8", "replace")


def forwarded(text: str) -> Inner | None:
    """The message that a text forwards and says nothing else about; None for any other text."""
    mark = _MARK.match(text)
    if not mark:
        return None
    found, body = _block(text[mark.end() :].lstrip("\n"))
    if "from" not in found or not ({"subject", "date"} & found.keys()) or not body.strip():
        return None
    return Inner(found["from"], dates.parse(found.get("date", "")), found.get("subject", ""), body)


def without_prefix(subject: str) -> str:
    """A subject without what says that a message is forwarded or answered."""
    return _PREFIX.sub("", subject, count=1) if _PREFIX.match(subject) else subject


def _block(text: str) -> tuple[dict[str, str], str]:
    """The headers at the beginning of a text by their English names, and what follows them."""
    found: dict[str, str] = {}
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        match = _LINE.match(lines[at])
        name = _NAMES.get(match["name"].strip().casefold()) if match else None
        if match is None or name is None:
            break
        found.setdefault(name, match["value"].strip())
        at += 1
    return found, "\n".join(lines[at:]).strip("\n")
