"""Headers of messages as mail programs print them into text, in several languages; messages forwarded inline."""

import re
from collections.abc import Mapping
from email.utils import parseaddr

from msgspec import Struct, structs

from ....lazy_pattern import lazy_pattern
from ...dates import dates

_NAMES: Mapping[str, str] = {
    "from": "from", "sent": "date", "date": "date", "to": "to", "subject": "subject", "cc": "to", "reply-to": "to",
    "von": "from", "gesendet": "date", "datum": "date", "an": "to", "betreff": "subject", "antwort an": "to",
    "de": "from", "envoyé": "date", "date d'envoi": "date", "à": "to", "objet": "subject", "répondre à": "to",
    "enviado": "date", "enviado el": "date", "fecha": "date", "para": "to", "asunto": "subject", "assunto": "subject",
    "data": "date", "da": "from", "inviato": "date", "a": "to", "oggetto": "subject", "enviada em": "date",
    "van": "from", "verzonden": "date", "aan": "to", "onderwerp": "subject",
    "från": "from", "skickat": "date", "till": "to", "ämne": "subject", "fra": "from", "sendt": "date", "dato": "date",
    "til": "to", "emne": "subject", "lähettäjä": "from", "päiväys": "date", "vastaanottaja": "to", "aihe": "subject",
    "od": "from", "wysłano": "date", "do": "to", "temat": "subject", "komu": "to",
    "předmět": "subject",
    "от": "from", "дата": "date", "кому": "to", "тема": "subject", "отправлено": "date", "від": "from",
    "kimden": "from", "tarih": "date", "kime": "to", "konu": "subject", "差出人": "from", "日付": "date",
    "日時": "date", "宛先": "to", "件名": "subject", "发件人": "from", "寄件者": "from", "日期": "date",
    "收件人": "to", "收件者": "to", "主题": "subject", "主題": "subject", "主旨": "subject", "보낸 사람": "from",
    "날짜": "date", "받는 사람": "to", "제목": "subject",
}  # fmt: skip
_LINE = lazy_pattern(r"[>\s*]*(?P<name>[^\W\d_][^\W\d_' -]{0,14})\s?[:：]\**[ \t]*(?P<value>.*?)\**[ \t]*\Z")
_MARK = lazy_pattern(
    r"\A\s*(?:(?:sent from my|envoyé de mon|von meinem|enviado desde mi|enviado do meu|inviato da|verstuurd vanaf mijn"
    r"|skickat från min|sendt fra min) [^\n]{2,40}\n\s*)?"
    r"(?:-{2,}\s*(?:forwarded message|original message|weitergeleitete nachricht|ursprüngliche nachricht"
    r"|message (?:transféré|d'origine)|mensaje (?:reenviado|original)|messaggio (?:inoltrato|originale)"
    r"|doorgestuurd bericht|oorspronkelijk bericht)\s*-{2,}|begin forwarded message:"
    r"|anfang der weitergeleiteten nachricht:"
    r"|début du message (?:réexpédié|transféré)[ \u00a0]?:|inicio del mensaje reenviado:|inizio messaggio inoltrato:"
    r"|begin doorgestuurd bericht:|início da mensagem (?:reencaminhada|encaminhada):|_{20,})[ \t]*\n",
    re.I,
)
_TRANSLATED = lazy_pattern(
    r"\s*(?:From:[ \t].*\n(?:.*\n){0,2}?Sent"
    r"|(?:Von|De|Da|Van)[ \u00a0]?:[ \t].*\n(?:.*\n){0,2}?"
    r"(?:Gesendet|Datum|Envoyé|Date|Enviado(?: el)?|Fecha|Inviato|Data|Verzonden)[ \u00a0]?):[ \t]"
)
_LISTED = lazy_pattern(r"\S+ at \S+ \((?P<name>[^()]+)\)\Z")
"""A sender as the archives of mailing lists write it, to keep collectors of addresses away."""
_MOST_FORWARDED = 10
_CERTAIN = 3
"""Headers from which a text is a message."""
_PREFIX = lazy_pattern(r"(?:(?:fwd?|wg|tr|rv|re|aw|i|doorst)\s*:\s*)+", re.I)


_FORWARDS = lazy_pattern(
    r"(?:(?:re|aw|sv|antw)\s*:\s*)*(?:fwd?|wg|tr|rv|doorst|vs|fs|pd|enc|i|weitergeleitet|转发|轉寄)\s*[:：]", re.I
)
_LONGEST_NOTE = 160
"""Characters above a forwarded message that are a note on it: `FYI`."""


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


def forwarded(text: str, subject: str = "") -> Inner | None:
    """The message that a text forwards, the innermost of several; None for any other text.

    It says nothing else, or no more than a line if the subject says that it forwards: `Fwd: Storm closes harbour`.
    """
    says = _FORWARDS.match(subject) is not None
    found = _forwarded(text, noted=says) or (printed(text) if says else None)
    for _ in range(_MOST_FORWARDED):
        inner = (_forwarded(found.text, noted=says) or printed(found.text)) if found else None
        if found is None or inner is None:
            break
        found = structs.replace(inner, subject=inner.subject or found.subject)
    return found


def _forwarded(text: str, *, noted: bool) -> Inner | None:
    mark = _MARK.match(text)
    if not mark and noted:
        note, _, rest = text.strip("\n").partition("\n\n")
        while len(note) <= _LONGEST_NOTE and rest and not mark:
            mark = _MARK.match(rest)
            text = rest if mark else text
            more, _, rest = rest.lstrip("\n").partition("\n\n")
            note += more
    if not mark:
        return None
    found, body = _block(_unquoted(text[mark.end() :]).strip("\n"))
    if "from" not in found or not ({"subject", "date"} & found.keys()) or not body.strip():
        return None
    return Inner(found["from"], dates.parse(found.get("date", "")), found.get("subject", ""), body)


def _unquoted(text: str) -> str:
    """A text without the marks of a quotation, if all its lines have one."""
    lines = text.split("\n")
    if all(line.startswith(">") for line in lines if line.strip()):
        return "\n".join(line.removeprefix(">").removeprefix(" ") for line in lines)
    return text


def printed(text: str) -> Inner | None:
    """The message whose headers begin a text, as mail programs print and save messages; None for any other text.

    Three of sender, moment, recipient and subject must be there, the first two or the subject among them.
    """
    lines = text.lstrip("\ufeff\n ").split("\n", 40)
    found: dict[str, str] = {}
    at = last = 0
    while at < len(lines):
        match = _LINE.match(lines[at])
        name = _NAMES.get(match["name"].strip().casefold()) if match else None
        if match and name:
            found.setdefault(name, match["value"].strip())
            last = at + 1
        elif lines[at].strip():
            break
        at += 1
    body = "\n".join(lines[last:]).strip("\n")
    certain = "from" in found and {"subject", "date"} & found.keys() and len(found) >= _CERTAIN
    when = dates.parse(found.get("date", ""))
    if not certain or not body.strip() or ("date" in found and not when and "@" not in found["from"]):
        return None
    return Inner(found["from"], when, found.get("subject", ""), body)


def sender(raw: str) -> tuple[str, str]:
    """Name and address of whom a message is from; some programs write the name alone."""
    listed = _LISTED.match(raw)
    if listed:
        return listed["name"], raw[: listed.start("name") - 1].strip()
    return parseaddr(raw) if "@" in raw else (raw, "")


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
