"""Headers of messages as mail programs print them into text, in several languages; messages forwarded inline."""

import re
from email.utils import parseaddr

from msgspec import Struct, structs

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...fields.export_text import labels

_NAMES = labels(
    **{
        "from": "from|von|absender|de|de la|expéditeur|remitente|remetente|expeditor|da|mittente|van|afzender"
        "|från|fra|avsändare|afsender|avsender|lähettäjä|od|nadawca|odesílatel|odosielateľ|от|от кого"
        "|отправитель|від|від кого|kimden|gönderen|feladó|από|saatja|nuo|dari|từ|差出人|送信者|发件人|寄件者"
        "|寄件人|發件人|보낸 사람|보낸사람|من|المرسل|מאת|از|فرستنده|จาก",
        "date": "sent|date|gesendet|gesendet am|datum|envoyé|envoyé le|date d'envoi|enviado|enviado el"
        "|enviado em|enviada|enviada em|fecha|data|inviato|verzonden|skickat|sendt|dato|päiväys|lähetetty"
        "|wysłano|odesláno|odoslané|poslano|dátum|дата|отправлено|надіслано|tarih|gönderildi|gönderme tarihi"
        "|küldve|elküldve|ημερομηνία|στάλθηκε|trimis|saadetud|kuupäev|dikirim|tanggal|ngày|日付|日時|送信日時"
        "|日期|时间|時間|发送时间|发送日期|傳送日期|寄件日期|發送時間|날짜|보낸 날짜|تاريخ الإرسال|تم الإرسال"
        "|التاريخ|تاريخ|תאריך|נשלח|วันที่",
        "to": "to|cc|bcc|reply-to|an|antwort an|kopie|à|cc à|répondre à|para|con copia|a|aan|till|kopia|til"
        "|vastaanottaja|kopio|do|dw|komu|kopie do|za|prima|кому|копия|копія|kime|bilgi|címzett|másolatot kap"
        "|προς|κοιν|către|saaja|kam|kepada|đến|宛先|收件人|收件者|抄送|副本|받는 사람|받는사람|참조|إلى|نسخة|אל"
        "|به|ถึง",
        "subject": "subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet"
        "|тема|konu|tárgy|θέμα|subiect|teema|tema|subjek|perihal|chủ đề|件名|主题|主題|主旨|제목|الموضوع|נושא"
        "|موضوع|เรื่อง",
    }
)
"""The names of headers in the languages of mail programs."""
_LINE = lazy_pattern(
    r"[>\s*]*(?P<name>[^\W\d_](?:[\w\u0e31-\u0e4e]|[' -]){0,18}?)\s?[:：]\**[ \t]*(?P<value>.*?)\**[ \t]*\Z"
)
_MARK = lazy_pattern(
    r"\A\s*(?:(?i:sent from my|envoyé de mon|von meinem|enviado desde mi|enviado do meu|inviato da|verstuurd vanaf mijn"
    r"|skickat från min|sendt fra min) [^\n]{2,40}\n\s*)?"
    r"(?:-{2,}[ \t]*[^\W\d_][^\n]{2,60}?[ \t]*-{2,}|[^\W\d_][^\n:：]{4,70}[:：]|_{20,})[ \t]*\n"
)
"""What stands above a message that is forwarded, in any language: `--- Original Message ---`, a line with a colon."""
_END_MARK = lazy_pattern(r"\n[ \t]*-{2,}[ \t]*[^\W\d_][^\n]{2,60}?[ \t]*-{2,}\s*\Z")
_WROTE = lazy_pattern(
    r"\s*(?P<date>\d[^\n<>\"]{5,40}?),?[ \t]+\"?(?P<name>[^\W\d_][^\n\"<>]{0,60}?)\"?[ \t]+"
    r"<(?P<address>[^<>\s@]+@[^<>\s]+)>[ \t]*[:：][ \t]*\n"
)
"""Date and sender on one line in place of headers, as Yandex has them."""
_LISTED = lazy_pattern(r"\S+ at \S+ \((?P<name>[^()]+)\)\Z")
"""A sender as the archives of mailing lists write it, to keep collectors of addresses away."""
_SENT = lazy_pattern(r"^Sent:", re.M)
_LONGEST_HEADERS = 2000
_MOST_FORWARDED = 10
_CERTAIN = 3
"""Headers from which a text is a message."""
_FORWARDED_AS = (
    r"fwd?|fw|wg|weitergeleitet|tr|rv|reenv|enc|i|doorst|vs|vb|vl|fs|pd|přep|пересл|пер|na|prosl|ilet|i\u0307?lt|ilt"
    r"|πρθ|továbbítás|转发|轉寄|轉發|転送|전달|إعادة توجيه|הועבר"
)
_ANSWERED_AS = r"re|aw|sv|antw|rép|res|r|odp|отв|ynt|απ|回复|回覆|答复|返信|답장|رد|השב"
_FORWARDS = lazy_pattern(rf"(?:(?:{_ANSWERED_AS})\s*[:：]\s*)*(?:{_FORWARDED_AS})\s*[:：]", re.I)
_PREFIX = lazy_pattern(rf"(?:(?:{_FORWARDED_AS}|{_ANSWERED_AS})\s*[:：]\s*)+", re.I)
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
    line, _, rest = text.lstrip()[:_LONGEST_HEADERS].partition("\n")
    match = _LINE.match(line)
    name = match["name"].casefold() if match else ""
    if _NAMES.get(name) != "from" or not rest:
        return False
    found, body = _block(f"{line}\n{rest}")
    if name == "from" and not _SENT.search(rest[: len(rest) - len(body)]):
        return False  # the headers of a message as it was sent
    return "date" in found and bool({"to", "subject"} & found.keys())


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
    body = _END_MARK.sub("", body)
    wrote = _WROTE.match(body) if not found else None
    if wrote and (when := dates.parse(wrote["date"])) and body[wrote.end() :].strip():
        return Inner(f"{wrote['name']} <{wrote['address']}>", when, "", body[wrote.end() :].strip("\n"))
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
    before = ""
    while at < len(lines):
        match = _LINE.match(lines[at])
        name = _NAMES.get(match["name"].strip().casefold()) if match else None
        if match and name:
            found.setdefault(name, match["value"].strip())
            before = name
            last = at + 1
        elif lines[at].strip() and not (before == "to" and _names_more(lines, at)):
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


def _names_more(lines: list[str], at: int) -> bool:
    """Whether a line goes on with the recipients of the one above it."""
    return bool(lines[at].strip()) and lines[at - 1].rstrip().endswith((";", ","))


def _block(text: str) -> tuple[dict[str, str], str]:
    """The headers at the beginning of a text by their English names, and what follows them."""
    found: dict[str, str] = {}
    lines = text.split("\n")
    at = 0
    before = ""
    while at < len(lines):
        match = _LINE.match(lines[at])
        name = _NAMES.get(match["name"].strip().casefold()) if match else None
        if match is None or name is None:
            if not (before == "to" and _names_more(lines, at)):
                break
        else:
            found.setdefault(name, match["value"].strip())
            before = name
        at += 1
    return found, "\n".join(lines[at:]).strip("\n")
