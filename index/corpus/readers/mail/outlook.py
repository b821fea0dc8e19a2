"""Messages of Microsoft Outlook (`.msg`), through olefile: read as the e-mail that they were."""

import email.policy
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from io import BytesIO
from typing import Any

from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...extras import need, telling_damage
from ...text import encodings
from ..documents.rtf import without_markup
from . import mail
from .compressed_rtf import decompress

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How every file of the format begins that Office used before 2007, whatever it holds."""
_SIGN = "__properties_version1.0".encode("utf-16-le")
_MAX = 4 * MAX_TEXT
_DEEPEST = 3
"""Messages in messages."""
_LONGEST_HEADER = 10_000
"""Characters of a header that are kept."""
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_PAGES = {20127: "ascii", 28591: "latin-1", 65001: "utf-8", 20866: "koi8-r", 51949: "euc-kr", 50220: "iso-2022-jp"}

_SUBJECT, _SENDER, _SENT_BY, _TO, _ID, _HEADERS = 0x0037, 0x0C1A, 0x0042, 0x0E04, 0x1035, 0x007D
_ADDRESSES = (0x5D01, 0x5D02, 0x0C1F, 0x0065)
_BODY, _RTF, _HTML = 0x1000, 0x1009, 0x1013
_TIMES = (0x0039, 0x0E06)
"""When it was sent, and when it arrived."""
_CODE_PAGES = (0x3FDE, 0x3FFD)
_NAMES, _KIND, _DATA = (0x3707, 0x3704, 0x3001), 0x370E, 0x3701


def looks_like(head: bytes) -> bool:
    """Whether a file begins as a message does whose list of streams comes early."""
    return head.startswith(MAGIC) and _SIGN in head


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield what the message is.

    Raises:
        Unreadable: olefile is missing; it is damaged, too long, or no message.
    """
    library = need("olefile", "outlook", "Outlook messages (.msg)")
    data = given.stream.read(_MAX + 1)
    if len(data) > _MAX:
        raise Unreadable(f"a message longer than {_MAX >> 20} MB")
    with telling_damage("a damaged message of Outlook"), library.OleFileIO(BytesIO(data)) as file:
        if not file.exists("__properties_version1.0"):
            raise Unreadable("an old Microsoft Office document that is no message: save it in a newer format")
        message = _message(_Storage(file, ()), 0)
    yield from mail.read(given.part(message.as_bytes(), given.name))


class _Storage:
    """The properties of a message or attachment."""

    def __init__(self, file: Any, path: tuple[str, ...]) -> None:
        self._file = file
        self.path = path
        self._fixed = self._fixed_properties()

    def inner(self, name: str) -> "_Storage":
        """The storage of an attachment."""
        return _Storage(self._file, (*self.path, name))

    def attachments(self) -> Iterator[str]:
        """Yield the names of the storages of attachments, in order."""
        depth = len(self.path)
        names = {
            entry[depth]
            for entry in self._file.listdir(streams=True, storages=True)
            if len(entry) > depth and tuple(entry[:depth]) == self.path and entry[depth].startswith("__attach_version")
        }
        yield from sorted(names)

    def has_message(self) -> bool:
        """Whether an attachment is a message itself."""
        return bool(self._file.exists([*self.path, f"__substg1.0_{_DATA:04X}000D", "__properties_version1.0"]))

    def data(self, tag: int) -> bytes:
        """The bytes of a property, b"" if there is none."""
        return self._stream(f"__substg1.0_{tag:04X}0102")

    def text(self, *properties: int) -> str:
        """The first of some properties that has text."""
        for one in properties:
            wide = self._stream(f"__substg1.0_{one:04X}001F")
            if wide:
                return wide.decode("utf-16-le", "replace").rstrip("\0")
            narrow = self._stream(f"__substg1.0_{one:04X}001E")
            if narrow:
                return encodings.decode(narrow, self.encoding()).rstrip("\0")
        return ""

    def encoding(self) -> str:
        """What its 8-bit texts are written in, "" if it does not say."""
        page = next((page for one in _CODE_PAGES if (page := self.number(one))), 0)
        return _PAGES.get(page, f"cp{page}" if page else "")

    def number(self, tag: int) -> int:
        """A whole number, 0 if there is none."""
        return int.from_bytes(self._fixed.get(tag, b"")[:4], "little")

    def time(self, *properties: int) -> datetime | None:
        """The first of some properties that is a time."""
        for one in properties:
            ticks = int.from_bytes(self._fixed.get(one, b""), "little")
            if 0 < ticks < 1 << 62:
                return _EPOCH + timedelta(microseconds=ticks // 10)
        return None

    def _stream(self, name: str) -> bytes:
        place = [*self.path, name]
        if not self._file.exists(place) or self._file.get_type(place) != 2:
            return b""
        with self._file.openstream(place) as stream:
            return bytes(stream.read())

    def _fixed_properties(self) -> dict[int, bytes]:
        """The values that fit into eight bytes, by property."""
        data = self._stream("__properties_version1.0")
        # The header has 32 bytes in a file, 24 in a message within one, and 8 in an attachment.
        attached = bool(self.path) and self.path[-1].startswith("__attach_version")
        start = 8 if attached else 24 if self.path else 32
        found: dict[int, bytes] = {}
        for at in range(start, len(data) - 15, 16):
            found.setdefault(int.from_bytes(data[at + 2 : at + 4], "little"), data[at + 8 : at + 16])
        return found


def _message(storage: _Storage, depth: int) -> EmailMessage:
    message = EmailMessage(policy=email.policy.SMTP)
    sender, address = storage.text(_SENDER, _SENT_BY), next(
        (found for one in _ADDRESSES if "@" in (found := storage.text(one))), ""
    )  # fmt: skip
    when = storage.time(*_TIMES)
    _set(message, "Subject", storage.text(_SUBJECT))
    _set(message, "From", formataddr((sender, address)) if address and sender.isascii() else sender or address)
    _set(message, "To", storage.text(_TO))
    _set(message, "Date", format_datetime(when) if when else _header(storage.text(_HEADERS), "Date"))
    _set(message, "Message-ID", storage.text(_ID))
    _set(message, "Organization", _header(storage.text(_HEADERS), "Organization"))
    page = storage.data(_HTML)
    html = encodings.decode(page, encodings.declared(page) or storage.encoding()) if page else storage.text(_HTML)
    plain = storage.text(_BODY)
    if not plain.strip() and not html.strip() and (packed := storage.data(_RTF)):
        plain = without_markup(decompress(packed))
    message.set_content(plain.replace("\r\n", "\n"), charset="utf-8", cte="base64")
    if html.strip():
        message.add_alternative(html, subtype="html", charset="utf-8", cte="base64")
    for name in storage.attachments():
        part = storage.inner(name)
        if part.has_message():
            if depth < _DEEPEST:
                message.add_attachment(_message(part.inner(f"__substg1.0_{_DATA:04X}000D"), depth + 1))
            continue
        kind = part.text(_KIND).partition("/")
        main, sub = (kind[0], kind[2]) if kind[2] and kind[0] != "message" else ("application", "octet-stream")
        filename = part.text(*_NAMES)[:_LONGEST_HEADER] or name
        message.add_attachment(part.data(_DATA), maintype=main, subtype=sub, filename=filename)
    return message


def _set(message: EmailMessage, name: str, value: str) -> None:
    # The standard library takes longer than a minute for the megabytes that a damaged file can give.
    if value := " ".join(value[:_LONGEST_HEADER].split()):
        message[name] = value


def _header(headers: str, name: str) -> str:
    """A field of the headers with which a message came."""
    for line in headers.splitlines():
        if line.casefold().startswith(f"{name.casefold()}:"):
            return line.partition(":")[2].strip()
    return ""
