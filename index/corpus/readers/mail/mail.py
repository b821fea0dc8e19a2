"""E-mail: newsletters and alerts as single messages and mailboxes, postings of newsgroups, and pages saved as MHTML."""

import email
import email.errors
import email.policy
import re
from collections.abc import Iterator
from email.message import Message
from typing import Any, cast

from msgspec import structs

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...seams import ENVELOPE
from ...text import encodings
from ...text.markup import parse, plain
from ..pages import html_page
from ..plain import mail_headers, press_review
from ..plain.mail_furniture import without_furniture
from ..vendors import exports
from . import mail_attachments, mail_digest
from .mail_decoding import bytes_of, text_of, unflowed, words

_MAX = 4 * MAX_TEXT
"""Bytes of one message, pictures and all."""
_MAX_PARTS = 1000
_SHORT = 600
"""Characters of a letter that says no more than what is attached to it."""
_FIELDS_NAMES = (
    "received message-id mime-version delivered-to return-path content-type content-transfer-encoding reply-to to cc"
    " x-mailer x-originalarrivaltime in-reply-to envelope-to x-apparently-to x-received x-ymail-umid sender"
    " newsgroups nntp-posting-host"
)
_FIELDS = frozenset(_FIELDS_NAMES.split())
_HEADER = lazy_pattern(r"([A-Za-z][A-Za-z0-9-]*):[ \t]?")
_PART = lazy_pattern(r"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*+){2,}+\n")
"""How a message of a digest begins."""
_COUNTED = lazy_pattern(r"^Message:? \d+(?: of \d+)?[ \t]*\n(?=\s*(?:Date|From|Subject|Posted by):)", re.M)
"""A line that counts the messages of a digest."""
_HEADER_INDENT = lazy_pattern(r"^[ \t]+(?=(?:Date|From|To|Subject):)", re.M)
_MOST_HEADERS = 4
_UNDER_RULE = lazy_pattern(r"[_-]{20,}\Z")
_COUNT = lazy_pattern(rb"(\d{1,9})[ \t]*\r?\n(?=[A-Za-z][A-Za-z0-9-]*:)")
"""How Apple's Mail begins a message (`.emlx`): its length; a property list follows it."""
_ESCAPED = lazy_pattern(rb"\A>(>*From )")
"""A line that the mailbox marked, so that it does not begin a message."""
_BEGINS = lazy_pattern(rb"\n\r?\n(?P<head>(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*+){5,}+)\r?\n")
_SENT_NAMES = frozenset((b"from", b"date", b"subject", b"message-id"))
_SERVER_NAMES = frozenset((b"received", b"return-path", b"mime-version", b"delivered-to"))
_INTRODUCES = lazy_pattern(rb"[:]\r?\Z|\A\s*(?:-{2,}(?!.*\w--\s*\Z)|content-|_{5,})", re.I)
"""A line above a message that is quoted or attached."""
_FEWEST = 2
_PREVIEW = lazy_pattern(r"<(div|span)\b[^<>]*\bdisplay\s*:\s*none[^<>]*>[^<>]*</\1\s*>", re.I)
"""The line that mail programs show beside a subject, and hide in the message."""
_LINK = lazy_pattern(r"<?(https?://[^\s<>]+)>?")


def looks_like(text: str) -> bool:
    """Whether a text begins with e-mail headers: three lines of header form, two of which only e-mail has."""
    names: list[str] = []
    lines = text.lstrip().split("\n", 80)
    if lines[0].strip().isdigit():  # see _COUNT
        lines = lines[1:] or [""]
    envelope = lines[0].startswith("From ") and ("@" in lines[0] or re.search(r"\d\d:\d\d", lines[0]) is not None)
    if envelope:
        lines = lines[1:]
    for line in lines:
        match = _HEADER.match(line)
        if match:
            names.append(match[1].casefold())
        elif not line.startswith((" ", "\t")) or not line.strip():
            break
    if mail_headers.is_translated("\n".join(lines)):
        return True
    if "from" in names and ("to" in names or "subject" in names or envelope):
        return True
    if "subject" in names and ("date" in names or "to" in names or "content-type" in names):
        return True
    return len(names) >= 2 and sum(name in _FIELDS for name in names) >= min(2, len(names) - 1)


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the messages of a file: one, or those of a mailbox.

    Raises:
        Unreadable: a single message is too long, or holds nothing.
    """
    if not ENVELOPE.match(given.head.lstrip()):
        data = given.stream.read(_MAX + 1)
        if len(data) > _MAX:
            raise Unreadable(f"a message longer than {_MAX >> 20} MB")
        counted = _COUNT.match(data)
        if counted:
            data = data[counted.end() : counted.end() + int(counted[1])]
        encoding = encodings.detect(data[:65_536], encodings.declared(data))
        if mail_headers.is_translated(data[:4096].decode(encoding, "replace").lstrip("\ufeff").replace("\r\n", "\n")):
            data = mail_headers.in_english(data, encoding)
        several = _concatenated(data)
        for i, one in enumerate(several, 1):
            yield from _message(one, i, given)
        if not several:
            yield from _message(data, 0, given)
        return
    number = 0
    for data in _messages(given):
        number += 1
        if number <= given.findings.known:
            continue
        if data is None:
            yield Flaw(number, f"the message is longer than {_MAX >> 20} MB")
            continue
        try:
            yield from _message(data, number, given)
        except Unreadable as error:
            yield Flaw(number, str(error))
    given.end(number, "message")


def _concatenated(data: bytes) -> list[bytes]:
    """The messages of a file that a program has put together without lines between them; none if there is but one.

    Each has all that servers write above a message, and no line that introduces it as one that is quoted.
    """
    if data.count(b"\nMessage-I") < _FEWEST and data.count(b"\nMessage-i") < _FEWEST:
        return []
    starts = [0]
    for match in _BEGINS.finditer(data):
        names = {line.partition(b":")[0].lower() for line in match["head"].split(b"\n")}
        before = data[: match.start()].rstrip().rpartition(b"\n")[2]
        if names >= _SENT_NAMES and names & _SERVER_NAMES and not _INTRODUCES.search(before):
            starts.append(match.start("head"))
    ends = [*starts[1:], len(data)]
    return [data[start:end] for start, end in zip(starts, ends, strict=True)] if len(starts) >= _FEWEST else []


def _messages(given: Input) -> Iterator[bytes | None]:
    """Yield the messages of a mailbox, None for one too long: an envelope line after a blank one begins the next."""
    lines: list[bytes] = []
    size, blank = 0, True
    while line := given.stream.readline(_MAX):
        if blank and ENVELOPE.match(line):
            if size:
                yield b"".join(lines) if size <= _MAX else None
            lines, size = [], 0
        else:
            size += len(line)
            if size <= _MAX:
                lines.append(_ESCAPED.sub(rb"\1", line))
        blank = not line.strip()
    if size:
        yield b"".join(lines) if size <= _MAX else None


def _message(data: bytes, number: int, given: Input) -> Iterator[Draft | Flaw | Aside]:
    try:
        message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
        if message.get_content_type() == "multipart/digest" and number == 0:
            yield from _digest(message, given)
            return
        digest = any(part.get_content_type() == "multipart/digest" for part in message.walk())
        inner = _inner_messages(message) if number == 0 or digest else []
        leaves = _leaves(message)
        if message.get("Snapshot-Content-Location") or message.get_content_type() == "multipart/related":
            page = _saved_page(message, leaves, given)
            if page:
                yield structs.replace(page, number=number)
                return
        plains, sources, others = _texts(leaves)
        files = [(bytes_of(part), part.get_content_type()) for part in leaves if part.get_filename()] if others else []
        attached, read = mail_attachments.exports_of(files, given)
    except (RecursionError, email.errors.MessageError, LookupError, ValueError, AssertionError, TypeError) as error:
        raise Unreadable(f"a message that cannot be taken apart: {error or type(error).__name__}") from None
    if others > read:
        yield Aside("attachments of messages", others - read)
    yield from _renumbered(iter(attached), number)
    if attached and len("".join(plains)) < _SHORT:
        yield Aside("letters that articles are attached to")
        return
    for i, one in enumerate(inner, 1):
        yield from _message(one, i, given)
    if inner and digest:
        yield Aside("covers of digests")
        return
    text = "\n\n".join(plains)
    if inner and not text.strip() and not any(plain(source).strip() for source in sources):
        return
    if number == 0 and not sources and (parts := _digest_parts(text)):
        for part, one in enumerate(parts, 1):
            yield from _message(one.encode("utf-8", "replace"), part, given)
        return
    listed, missing = mail_digest.stories(plains, sources)
    if listed:
        yield from _stories(listed, message, number)
        if missing:
            yield Flaw(number, f"{missing} of the stories that this alert lists were not found in it")
        return
    if (exported := _exported(plains, sources, given)) is not None:
        yield from _renumbered(exported, number)
        return
    reviewed = list(press_review.articles(text, given.findings)) if press_review.looks_like(text) else []
    for source in sources if not reviewed else ():
        root = parse(source.encode("utf-8", "replace")) if press_review.may_be_page(source) else None
        reviewed = reviewed or (press_review.of_page(root, given.findings) if root is not None else [])
    if reviewed:
        yield from _renumbered(iter(reviewed), number)
        return
    page = "\n\n".join(plain(_PREVIEW.sub("", source)) for source in sources)
    title = words(message, "Subject")
    # A newsletter's plain part often says no more than where its page is.
    body = text if len(text) > 0.6 * len(page) else page
    if not body.strip() and not title:
        raise Unreadable("a message without text")
    name, address = mail_headers.sender(words(message, "From"))
    inner_message = mail_headers.forwarded(body, title)
    if inner_message:
        title, body = mail_headers.without_prefix(inner_message.subject or title), inner_message.text
        name, address = mail_headers.sender(inner_message.sender)
    yield Draft(
        title=title,
        text=without_furniture(body),
        date=(inner_message.date if inner_message else "") or _sent(message),
        outlet=words(message, "Organization") or name.strip("\"' ") or address,
        byline=name.strip("\"' ") if words(message, "Organization") else "",
        url=found[1] if (found := _LINK.search(words(message, "Archived-At"))) else "",
        topics=tuple(
            part.strip() for part in re.split("[,;]", f"{words(message, 'Keywords')},{words(message, 'Newsgroups')}")
        ),
        key=words(message, "Message-ID").strip("<> "),
        number=number,
        wrapped=None if body is text else False,
    )


def _sent(message: "Message[str, str]") -> str:
    """When a message was sent."""
    return (
        dates.parse(re.sub(r"\(.*?\)", "", words(message, "Date")))
        or dates.parse(words(message, "Sent"))
        or dates.parse(words(message, "Received").rpartition(";")[2])
    )


def _stories(listed: list[mail_digest.Story], message: "Message[str, str]", number: int) -> Iterator[Draft]:
    """Yield the stories that a message lists; one without a date has that of the alert, which follows within a day."""
    id = words(message, "Message-ID").strip("<> ") or (str(number) if number else "")
    sent = _sent(message)
    for i, story in enumerate(listed, 1):
        yield Draft(
            title=story.title,
            text=story.text,
            date=story.dated(sent),
            outlet=story.outlet,
            byline=story.byline,
            url=story.url,
            lang=story.lang,
            key=story.key or (f"{id}.{i}" if number else ""),
            number=number or i,
            wrapped=False,
            extra=(mail_digest.SNIPPET,),
        )


def _exported(plains: list[str], sources: list[str], given: Input) -> Iterator[Draft | Flaw | Aside] | None:
    """The articles that a news database sent in a message, None if it did not."""
    for text in plains:
        if (found := exports.split(text.replace("\r\n", "\n").lstrip("\ufeff"))) is not None:
            return found
    for source in sources:
        if exports.looks_like_page(source):
            page = given.part(f"\ufeff{source}".encode("utf-8", "replace"), given.name)
            return exports.read_page(page)
    return None


def _renumbered(found: Iterator[Draft | Flaw | Aside], number: int) -> Iterator[Draft | Flaw | Aside]:
    """Yield articles of one message of a mailbox under its number."""
    for i, one in enumerate(found, 1):
        if isinstance(one, Draft) and number:
            yield structs.replace(one, number=number, key=one.key or f"{number}.{i}")
        else:
            yield one


def _digest(message: "Message[str, str]", given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the messages that a mailing list sent in one."""
    inner = message.get_payload()
    for number, part in enumerate(cast("list[Message[str, str]]", inner if isinstance(inner, list) else []), 1):
        held = part.get_payload()
        one = held[0] if isinstance(held, list) and held else part
        try:
            yield from _message(cast("Any", one).as_bytes(), number, given)
        except Unreadable as error:
            yield Flaw(number, str(error))


def _inner_messages(message: "Message[str, str]") -> list[bytes]:
    """Take out the messages that are attached to a message; what came back undelivered is a part of the report."""
    found: list[bytes] = []
    parts = message.get_payload()
    if message.get_content_maintype() != "multipart" or message.get_content_subtype() == "report":
        return found
    kept: list[Message[str, str]] = []
    for part in cast("list[Message[str, str]]", parts if isinstance(parts, list) else []):
        held = part.get_payload()
        if part.get_content_type() == "multipart/digest" and isinstance(held, list):
            listed = cast("list[Any]", held)
            found += [(one.get_payload(0) if one.is_multipart() else one).as_bytes() for one in listed]
        elif part.get_content_type() == "message/rfc822" and isinstance(held, list) and held:
            found.append(cast("Any", held[0]).as_bytes())
        else:
            kept.append(part)
    if found:
        message.set_payload(cast("Any", kept))
    return found


def _digest_parts(text: str) -> list[str]:
    """The messages of a digest in one plain text (RFC 1153): each begins with headers below a line of 30 hyphens.

    Those of Yahoo and others begin below a line that counts them.
    """
    before, line, rest = text.partition(f"\n{'-' * 70}\n")
    if not line or "-" * 30 in before:
        pieces = _COUNTED.split(text)[1:]
        parts = [_HEADER_INDENT.sub("", _above_rule(one), count=_MOST_HEADERS).lstrip("\n") for one in pieces]
        return parts if len(parts) > 1 and all(map(_PART.match, parts)) else []
    parts = [part.lstrip("\n") for part in f"\n{rest}".split(f"\n{'-' * 30}\n")]
    return [part for part in parts if _PART.match(part)]


def _above_rule(part: str) -> str:
    """A message of a digest without the rule below it."""
    lines = part.split("\n")
    while lines and (not lines[-1].strip() or _UNDER_RULE.match(lines[-1].strip())):
        lines.pop()
    return "\n".join(lines)


def _leaves(message: "Message[str, str]") -> list["Message[str, str]"]:
    """The parts that hold no parts, in order; at most `_MAX_PARTS`."""
    found: list[Message[str, str]] = []
    waiting = [message]
    while waiting and len(found) < _MAX_PARTS:
        part = waiting.pop()
        inner = part.get_payload()
        if part.is_multipart() and isinstance(inner, list):
            waiting.extend(reversed(cast("list[Message[str, str]]", inner)))
        else:
            found.append(part)
    return found


def _texts(leaves: list["Message[str, str]"]) -> tuple[list[str], list[str], int]:
    """Plain texts, pages, and how many parts are neither."""
    plains: list[str] = []
    pages: list[str] = []
    others = 0
    for part in leaves:
        kind = part.get_content_type()
        attached = str(part.get("Content-Disposition") or "").casefold().startswith("attachment")
        if attached or not kind.startswith("text/") or kind in ("text/calendar", "text/x-vcard", "text/css"):
            others += kind not in ("message/delivery-status",)
            continue
        text = text_of(part).replace("\r\n", "\n")
        if kind == "text/html" or (kind != "text/plain" and "<html" in text[:2000].casefold()):
            pages.append(text)
        else:
            plains.append(unflowed(part, text))
    return plains, pages, others


def _saved_page(message: "Message[str, str]", leaves: list["Message[str, str]"], given: Input) -> Draft | None:
    """The article of a page that a browser saved with all its parts."""
    place = str(message.get("Snapshot-Content-Location") or "").strip()
    pages = [part for part in leaves if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages or (not place and message.get("From") and "saved by" not in str(message.get("From")).casefold()):
        return None
    place = place or str(pages[0].get("Content-Location") or "").strip()
    page = f"\ufeff{text_of(pages[0])}".encode("utf-8", "replace")
    saved = structs.replace(given, fetched=dates.parse(re.sub(r"\(.*?\)", "", words(message, "Date"))))
    for draft in html_page.read(saved.part(page, given.name), several=False):
        if isinstance(draft, Draft):
            return structs.replace(draft, url=draft.url or (place if place.startswith("http") else ""), key=place)
    return None
