"""Parts and headers of messages as text: transfer encodings, character sets, encoded words, flowed lines."""

import base64
import quopri
import re
from email.message import Message
from typing import Any, cast

from ....lazy_pattern import lazy_pattern
from ...evidence import note
from ...text import encodings

_RUN = lazy_pattern(r"=\?[\w.*+-]{2,40}\?[BbQq]\?[^?]*\?=(?:\s+=\?[\w.*+-]{2,40}\?[BbQq]\?[^?]*\?=)*")
"""Encoded words with nothing but white space between them, which does not count."""
_ENCODED = lazy_pattern(r"=\?([\w.*+-]{2,40})\?([BbQq])\?([^?]*)\?=")
_TRANSFERS = {
    "7-bit": "7bit",
    "8-bit": "8bit",
    "plain": "7bit",
    "text/html": "8bit",
    "quoted printable": "quoted-printable",
}
_UNENCODED = ("", "7bit", "8bit", "binary")
_EQUALS = lazy_pattern(rb"=(?:[0-9A-F]{2}|[ \t]*\r?\n)?")
_LEFT_QUOTED = lazy_pattern(rb"=(?:[89A-F][0-9A-F]|3D|[ \t]*\r?\n|20\r?\n)")
_NEEDED = 2
"""Marks of quoted-printable in a text that does not say that it is."""
_LINE_BREAK = lazy_pattern(r"\r\n?|\n")


def bytes_of(part: "Message[str, str]") -> bytes:
    """What a part holds, its transfer encoding undone."""
    transfer = str(part.get("Content-Transfer-Encoding") or "").strip().casefold().rstrip(";")
    if transfer in _TRANSFERS:
        del part["Content-Transfer-Encoding"]
        part["Content-Transfer-Encoding"] = _TRANSFERS[transfer]
    data: Any = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return b""
    if transfer in _UNENCODED and part.get_content_maintype() == "text" and _is_left_quoted(data):
        return quopri.decodestring(data)
    return data


def _is_left_quoted(data: bytes) -> bool:
    """Whether a text is quoted-printable though nothing says so: every equals sign in it begins a code or ends a line.

    Programs that save messages decode the headers and leave the text as it was sent.
    """
    if not data.isascii() or data.count(b"=") < _NEEDED:
        return False
    marks = _EQUALS.findall(data)
    return all(len(mark) > 1 for mark in marks) and len(_LEFT_QUOTED.findall(data)) >= _NEEDED


def text_of(part: "Message[str, str]") -> str:
    """The text of a part, in whatever character set it is."""
    data = bytes_of(part)
    says = part.get_content_charset() or ""
    return encodings.decode(data, says or encodings.declared(data))


def unflowed(part: "Message[str, str]", text: str) -> str:
    """The text of a part, its lines joined where it says that they were broken to fit (RFC 3676).

    A line that ends with a space goes on; with DelSp=Yes, the space was added. Lines of quotations stay as they are.
    """
    if str(part.get_param("format")).casefold() != "flowed" and str(part.get_param("delsp")).casefold() != "yes":
        return text
    added = str(part.get_param("delsp")).casefold() == "yes"
    found: list[str] = []
    for line in _LINE_BREAK.split(text):
        line = line[1:] if line.startswith(" ") else line
        goes_on = line.endswith(" ") and line != "-- " and not line.startswith(">")
        found.append((line[:-1] if added else line) if goes_on else f"{line}\n")
    return "".join(found)


def words(message: "Message[str, str]", name: str) -> str:
    """A header on one line, its encoded words decoded, whatever stands in it."""
    raw = next((str(value) for key, value in message.raw_items() if key.casefold() == name.casefold()), "")
    if not raw.isascii():
        raw = encodings.decode(raw.encode("utf-8", "surrogateescape"), _charset(message))
    found = " ".join(_RUN.sub(_decoded_run, raw).split())
    note("header", name, found)
    return found


def _charset(message: "Message[str, str]") -> str:
    """The first character set that a message or one of its parts names."""
    return next((found for part in message.walk() if (found := part.get_content_charset())), "")


def _decoded_run(match: re.Match[str]) -> str:
    """Encoded words as text. Those in one character set are joined first: some programs cut within a character."""
    runs: list[tuple[str, bytes]] = []
    for says, form, body in cast("list[tuple[str, str, str]]", _ENCODED.findall(match[0])):
        name = says.partition("*")[0].casefold()
        try:
            data = body.encode("ascii") if body.isascii() else body.encode("utf-8")
            if form.upper() == "B":
                data = base64.b64decode(data + b"=" * (-len(data) % 4))
            else:
                data = quopri.decodestring(data.replace(b"_", b" "))
        except ValueError:
            return match[0]
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + data)
        else:
            runs.append((name, data))
    return "".join(encodings.decode(data, name) for name, data in runs)
