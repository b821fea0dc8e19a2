"""Logs of chats as text: WhatsApp, Telegram, Signal, Skype, Discord, LINE, Zoom, IRC; an article a long message."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...fields.text_field import is_running
from ...text.lines import lines

_HALF = r"[ap]\.?\s?m\b\.?|[صم](?!\w)"
_TIME = rf"\d\d?[:.]\d\d(?:[:.]\d\d)?(?:\s?(?:{_HALF}|uhr))?"
_DAY = r"(?:\d{1,4}[./-]\s?\d\d?[./-]\s?\d{2,4}\.?|\d\d?[ -][^\W\d_]{3,9}\.?[ -]\d{2,4})"
_MOMENT = rf"{_DAY},?[T ]\s?(?:[上下]午|午[前後]|오[전후])?\s?{_TIME}(?:z|\s?(?:utc|gmt)?[+-]\d\d:?\d\d)?"
_SENDER = r"(?:[~@]\s?)?[^\s:<>\[\]][^:\n<>]{0,59}"
_FORMS = (
    rf"\[(?P<when>{_MOMENT})\]\s?(?:-\s)?(?P<who>{_SENDER}):(?:\s(?P<text>.*)|\Z)",
    rf"(?P<when>{_MOMENT})\s[-–]\s(?P<who>{_SENDER}):(?:\s(?P<text>.*)|\Z)",
    rf"\[?(?P<when>(?:{_DAY}[T ]\s?)?{_TIME})\]?\s*<[ @+%&~]?(?P<who>[^\s<>]{{1,40}})>\s(?P<text>.*)",
    rf"(?P<who>{_SENDER}?),? \[(?P<when>{_MOMENT})\]:?(?P<text>)\Z",
    rf"\[(?P<when>{_MOMENT})\] (?P<who>[^\s:\[\]][^:\[\]]{{0,40}})(?P<text>)\Z",
    rf"(?P<when>{_TIME})\s+from (?P<who>{_SENDER}?)\s+to [^:]{{1,60}}:\s*(?P<text>.*)",
    rf"(?P<when>(?:{_DAY} )?{_TIME})\t[@+%]?(?P<who>[^\t]{{1,60}})\t(?P<text>.*)",
)
"""The line that a message begins with, in each of the forms: sender and text behind the moment, or text below it."""
_PATTERNS = tuple(lazy_pattern(form, re.I) for form in _FORMS)
_NOTICE = lazy_pattern(
    rf"(?:\[{_MOMENT}\]|{_MOMENT}\s[-–]|\[?(?:{_DAY}[T ])?{_TIME}\]?\s+(?:-!-|\*|-->|<--|--)\s)", re.I
)
"""A line that a program wrote itself: who joined, and that messages are encrypted."""
_MARKS = lazy_pattern("[\u200e\u200f\u202a-\u202e\ufeff]")
_SPACES = lazy_pattern("[\u00a0\u202f\u2009]")
_EMPHASIS = lazy_pattern(r"(?<![\w*_])([*_])(?=\S)([^*_\n]{1,300})(?<=\S)\1(?![\w*_])")
_BOLD_LINE = lazy_pattern(r"\s*\*(?P<title>[^*\n]{10,200})\*\s*\n")
_PHONE = lazy_pattern(r"[\d\s+()./-]+\Z")
_LINK = lazy_pattern(r"https?://\S+")
_NAMED = lazy_pattern(
    r"(?:WhatsApp[- ]?Chat[- ](?:with|mit|met|med|con|z|com|-)|Chat (?:de WhatsApp con|WhatsApp con)"
    r"|Conversa do WhatsApp com|Discussion WhatsApp avec|Чат WhatsApp с(?: контактом)?|Czat WhatsApp z"
    r"|\[LINE\]\s*(?:Chat with)?)\s*(?P<name>.+?)(?:のトーク)?(?:\.txt)?\Z",
    re.I,
)
_CLOCK = lazy_pattern(r"\d[:.]\d\d")
_TEXT_BELOW = (3, 4)
"""Forms whose messages stand below the line with sender and moment."""
_WITHOUT_DAY = (2, 5, 6)
"""Forms whose messages may say no more than the time of day."""
_FEWEST = 3
_PROBED = 80
"""Lines that show what a text is."""
_PROBED_CHARACTERS = 20_000
_BEGINNING = 2_000
"""Characters in which a moment must be."""
_HEAD = 10
"""Lines above the first message, at most: what was said where, and when it was saved."""


class _Message(Struct):
    when: str
    who: str
    rows: list[str]

    def text(self) -> str:
        return "\n".join(self.rows).strip()


def looks_like(text: str) -> bool:
    """Whether a text is a log of messages: one at its beginning, and as many more as a log has."""
    if not _CLOCK.search(text, 0, _BEGINNING):
        return False
    if sum(1 for _ in islice(_CLOCK.finditer(text, 0, _PROBED_CHARACTERS), _FEWEST)) < _FEWEST:
        return False
    return _form(text.split("\n", _PROBED)[:_PROBED]) is not None


def _form(rows: Iterable[str]) -> "re.Pattern[str] | None":
    """The form of the messages in the first lines of a text; None if it is no log."""
    rows = [row for row in map(_plain, rows) if row.strip()]
    for i, form in enumerate(_PATTERNS):
        found = [at for at, row in enumerate(rows) if _has_clock(row) and form.match(row)]
        if len(found) < _FEWEST or found[0] > _HEAD or any(len(row) > 200 for row in rows[: found[0]]):
            continue
        begins = found[0] == 0 or all(map(_NOTICE.match, rows[: found[0]]))
        if len(found) >= (0.1 if begins or i in _TEXT_BELOW else 0.4) * len(rows):
            return form
    return None


def _has_clock(row: str) -> bool:
    return _CLOCK.search(row, 0, 110) is not None


def _plain(row: str) -> str:
    """A line without the marks of direction that programs put around names, and with usual spaces."""
    row = row.rstrip("\r\n")
    return row if row.isascii() else _SPACES.sub(" ", _MARKS.sub("", row))


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the messages that are running text; shorter ones and notices are counted.

    Raises:
        Unreadable: no message is long enough to be news.
    """
    source = (row if row is None else _plain(row) for row in lines(given))
    first = list(islice(source, _PROBED))
    form = _form(row for row in first if row is not None)
    log = _Log(given, form, first)
    number = short = articles = 0
    for rows in (first, source):
        for row in rows:
            message = log.add(row)
            if message is None:
                continue
            number += 1
            if draft := log.draft(message, number):
                articles += 1
                yield draft
            else:
                short += 1
    if message := log.end():
        number += 1
        if draft := log.draft(message, number):
            articles += 1
            yield draft
        else:
            short += 1
    if not articles:
        raise Unreadable(f"a log of a chat ({number:,} messages), none of which is long enough to be news")
    if short:
        yield Aside("short messages of a chat", short)
    if log.notices:
        yield Aside("notices of a chat", log.notices)


class _Log:
    """Puts the lines of a log together to messages."""

    def __init__(self, given: Input, form: "re.Pattern[str] | None", first: Iterable[str | None]):
        self._given = given
        self._form = form
        self._day = ""
        self._message: _Message | None = None
        self._size = 0
        self.notices = 0
        found = (form.match(row) for row in first if row) if form else ()
        senders = {match["who"].strip() for match in found if match}
        self._channel = senders.pop() if len(senders) == 1 else ""
        named = _NAMED.match(given.name.rsplit("/", 1)[-1].strip())
        self._outlet = named["name"].strip() if named else self._channel

    def add(self, row: str | None) -> _Message | None:
        """Add a line, None for one that is too long; return the message that ends before it."""
        row = row or ""
        match = self._form.match(row) if self._form and _has_clock(row) else None
        if match:
            ended = self.end()
            self._message = _Message(self._moment(match["when"]), match["who"].strip(" ~"), [match["text"] or ""])
            return ended
        if _NOTICE.match(row):
            self.notices += 1
            return self.end()
        if 6 < len(row) < 60 and not self._has_days and (day := dates.parse(_day_in(row))):
            self._day = day[:10]
            return self.end()
        if self._message and self._size < MAX_TEXT:
            self._message.rows.append(row)
            self._size += len(row)
        return None

    def end(self) -> _Message | None:
        """Return the message that stands last, if there is one."""
        ended, self._message, self._size = self._message, None, 0
        return ended

    @property
    def _has_days(self) -> bool:
        """Whether each message says its day."""
        return self._form is not None and self._form not in [_PATTERNS[i] for i in _WITHOUT_DAY]

    def _moment(self, when: str) -> str:
        if re.match(_TIME + r"\Z", when, re.I):
            return dates.with_time(self._day, when) if self._day else ""
        return self._given.findings.date(when)

    def draft(self, message: _Message, number: int) -> Draft | None:
        """The article of a message; None if it is too short to be one."""
        text = message.text()
        words = _LINK.sub("", text)
        if not is_running(words) and not (words != text and len(words.split()) >= 8):
            return None
        headed = _BOLD_LINE.match(text)
        title = headed["title"].strip() if headed else ""
        body = text[headed.end() :] if headed else text
        who = "" if _PHONE.match(message.who) or message.who == self._outlet else message.who
        return Draft(
            title=title,
            text=_EMPHASIS.sub(r"\2", body),
            date=message.when,
            outlet=self._outlet,
            byline=who,
            number=number,
            wrapped=False,
        )


def _day_in(row: str) -> str:
    """What a line between messages says behind `Day changed` or `Log opened`."""
    return re.sub(
        r"\A[\s*#-]*(?:day changed|log opened|session (?:start|time)|begin logging at)?:?\s*", "", row, flags=re.I
    )
