"""JSON read piece by piece: files longer than memory, several values in a row, and what is left of damaged ones."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from io import BufferedIOBase
from typing import Any

from ...lazy_pattern import lazy_pattern
from ..draft import MAX_TEXT, Aside, Draft, Flaw, Unreadable
from .json_branches import nothing
from .json_tree import Context, Walker

_CHUNK = 4 * 1024 * 1024
_DEPTH = 8
_GAP = lazy_pattern(r"[\s,;\x1e\ufeff\0]*")
_NAME = lazy_pattern(r'"((?:[^"\\]|\\.){0,500})"\s*:\s*')
_PREFIX = lazy_pattern(r"[\w.$ \t]{0,100}[=(]\s*(?=[\[{])")
_NEXT_LINE = lazy_pattern(r"\n\s*(?=\{\s*[\"'])")
_NEXT = lazy_pattern(r"[,\]}]\s*(?=\{\s*\")")
_NEXT_MEMBER = lazy_pattern(r'[,\n]\s*(?="(?:[^"\\]|\\.){1,200}"\s*:\s*[\[{])')
_INSIDE = lazy_pattern(r'\{\s*"(?:[^"\\]|\\.){1,200}"\s*:\s*[\[{]|:\s*\[\s*\{')
_BAD_ESCAPE = lazy_pattern(r"""\\(?:\\|'|(?!["\\/bfnrtu]))""")
_HELD = 1000
"""Flaws held back until an article follows: without any, the file is no JSON, and is rejected once."""
_NEAR_LINES = 256 * 1024


class _Damaged(Exception):  # noqa: N818 - it is no error of the program
    """A value cannot be read; `at` is where."""

    def __init__(self, at: int, message: str, *, cut: bool) -> None:
        super().__init__(message)
        self.at = at
        self.cut = cut
        """Whether the text ends within the value."""


class _TooLong(Exception):  # noqa: N818 - it is no error of the program
    """A value is longer than is decoded at once."""


class JsonStream:
    """One file of JSON, read from its beginning; yields what a `Walker` makes of the values in it."""

    def __init__(self, stream: BufferedIOBase, first: bytes, encoding: str, walker: Walker, limit: int = MAX_TEXT):
        """Begin a file.

        Args:
            stream: the rest of the file.
            first: the bytes of it that were already read.
            encoding: name of the codec.
            walker: makes articles of values.
            limit: characters of one value that are decoded at once; longer ones are read member by member.
        """
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._text = self._decoder.decode(first).lstrip("\ufeff")
        self._at = 0
        self._ended = False
        self._lines = 0
        """Lines that stood before the text now held."""
        self._walker = walker
        self._limit = limit
        self._decode = json.JSONDecoder(strict=False).raw_decode
        self.damage = ""
        """What was wrong first; "" if nothing was."""

    def read(self) -> Iterator[Draft | Flaw | Aside]:
        """Yield every article, and a flaw for everything that cannot be read, with its place.

        Raises:
            Unreadable: nothing at all could be read.
        """
        held: list[Flaw | Aside] | None = []
        for found in self._values():
            if held is None:
                yield found
            elif isinstance(found, Draft):
                yield from held
                held = None
                yield found
            elif len(held) < _HELD:
                held.append(found)
        if held is not None:
            if self.damage:
                raise Unreadable(f"not valid JSON: {self.damage}")
            if not held:
                raise Unreadable("no articles in it")
            yield from held

    def _values(self) -> Iterator[Draft | Flaw | Aside]:
        self._fill()
        prefix = _PREFIX.match(self._text)
        if prefix:
            self._at = prefix.end()
        while self._skip():
            char = self._text[self._at]
            if char in "]})":
                self._at += 1
                continue
            yield from self._value(Context(), 0, None)

    def _value(self, context: Context, depth: int, name: str | None) -> Iterator[Draft | Flaw | Aside]:
        """Yield the articles of the value that begins here, whole or member by member."""
        start = self._at
        char = self._text[start : start + 1]
        try:
            value = self._whole()
        except _TooLong:
            if char not in "[{" or depth >= _DEPTH:
                yield self._flaw(f"longer than {self._limit >> 20} MB, too long for one article")
                self._skip_string() if char == '"' else self._resume(start + 1, in_list=name is None)
                return
            yield from self._members(context, depth)
            return
        except _Damaged as damage:
            inside = char == "[" or (char == "{" and self._holds_more(damage))
            if inside and depth < _DEPTH:
                yield from self._members(context, depth)
                return
            yield self._damaged(damage)
            self._resume(self._at + 1, in_list=name is None)
            return
        if name is None:
            if depth == 0 and not isinstance(value, (Mapping, list)):
                yield self._flaw(nothing(value))
            elif depth == 0:
                yield from self._walker.value(value, context)
            else:
                yield from self._walker.element(value, context, depth)
        elif self._walker.promises(value, depth):
            yield from self._walker.value(
                value, self._walker.within(name, value, context, context.named, several=depth == 1), depth
            )

    def _holds_more(self, damage: _Damaged) -> bool:
        """Whether there are lists or objects within the damaged object before the place of the damage."""
        end = len(self._text) if damage.cut else damage.at
        return _INSIDE.search(self._text, self._at, end) is not None

    def _members(self, context: Context, depth: int) -> Iterator[Draft | Flaw | Aside]:
        """Yield the articles of the list or object that begins here, member by member."""
        closing = "]" if self._text[self._at] == "[" else "}"
        self._at += 1
        said: dict[str, Any] = {}
        while True:
            if not self._skip():
                if not self.damage:
                    self.damage = f"the file ends early, within {'a list' if closing == ']' else 'an object'}"
                    yield self._flaw(f"{self.damage} ({self._place(self._at)}); what is before it was read")
                return
            char = self._text[self._at]
            if char == closing:
                self._at += 1
                return
            if char in "]}":
                if depth:
                    return  # damage has cost the end of this one
                self._at += 1
                continue
            if closing == "]":
                yield from self._value(context, depth + 1, None)
                continue
            name = self._member_name()
            if name is None:
                yield self._damaged(_Damaged(self._at, "a member without a name", cut=False))
                self._resume(self._at + 1, in_list=False)
                continue
            if self._text[self._at : self._at + 1] in ("{", "["):
                yield from self._value(self._walker.around(said, context) if said else context, depth + 1, name)
                continue
            try:
                said[name] = self._whole()
            except _TooLong:
                yield self._flaw(f"a text longer than {self._limit >> 20} MB: its article was left out")
                self._skip_string()
            except _Damaged as damage:
                yield self._damaged(damage)
                self._resume(self._at + 1, in_list=False)

    def _member_name(self) -> str | None:
        """Read `"name":`; None if there is none here."""
        if len(self._text) - self._at < 4096:
            self._fill()
        match = _NAME.match(self._text, self._at)
        if not match:
            return None
        self._at = match.end()
        if self._at >= len(self._text):
            self._fill()
        return match[1]

    def _whole(self) -> Any:
        """Decode the value that begins here, and move behind it.

        Raises:
            _TooLong: it is longer than the limit.
            _Damaged: it is no JSON.
        """
        while True:
            try:
                value, self._at = self._decode(self._text, self._at)
            except RecursionError:
                raise _Damaged(self._at + 1, "nested too deeply", cut=False) from None
            except json.JSONDecodeError as error:
                cut = error.pos >= len(self._text) - 8 or error.msg.startswith("Unterminated")
                if cut and not self._ended:
                    if len(self._text) - self._at > self._limit:
                        raise _TooLong from None
                    self._fill()
                    continue
                return self._mended(error, cut)
            except ValueError as error:
                raise _Damaged(self._at + 1, str(error), cut=False) from None
            else:
                return value

    def _mended(self, error: json.JSONDecodeError, cut: bool) -> Any:
        """Decode the value with stray backslashes doubled.

        Raises:
            _Damaged: that is not what is wrong.
        """
        damage = _Damaged(error.pos, f"{error.msg} at {self._place(error.pos)}", cut=cut)
        if "escape" not in error.msg:
            raise damage
        end = _NEXT_LINE.search(self._text, error.pos)
        piece = self._text[self._at : end.start() if end else len(self._text)]
        mended: list[str] = []
        ends: list[tuple[int, int]] = []
        """Where each mended escape ends, in the mended piece and in the one as it is."""
        last = size = 0
        for match in _BAD_ESCAPE.finditer(piece):
            instead = "'" if match.group() == "\\'" else "\\\\"
            mended += [piece[last : match.start()], instead]
            size += match.start() - last + len(instead)
            last = match.end()
            ends.append((size, last))
        mended.append(piece[last:])
        try:
            value, used = self._decode("".join(mended), 0)
        except (ValueError, RecursionError):
            raise damage from None
        new, old = next((pair for pair in reversed(ends) if pair[0] <= used), (0, 0))
        self._at += old + used - new
        return value

    def _skip(self) -> bool:
        """Move over blanks and commas; False at the end."""
        while True:
            match = _GAP.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return True
            if self._ended:
                return False
            self._fill()

    def _fill(self) -> None:
        """Read on, and let go of what has been read."""
        if self._ended:
            return
        if self._at > _CHUNK:
            self._lines += self._text.count("\n", 0, self._at)
            self._text, self._at = self._text[self._at :], 0
        data = self._stream.read(_CHUNK)
        self._text += self._decoder.decode(data, final=not data)
        self._ended = not data

    def _resume(self, at: int, *, in_list: bool) -> None:
        """Move to where the next record seems to begin, or to the end."""
        while True:
            line = _NEXT_LINE.search(self._text, at - 1, at + _NEAR_LINES) if in_list else None
            match = line or (_NEXT if in_list else _NEXT_MEMBER).search(self._text, at - 1)
            if match:
                self._at = match.end()
                return
            if self._ended:
                self._at = len(self._text)
                return
            self._at = max(self._at, len(self._text) - 1024)
            before = self._at
            self._fill()
            at = max(1, self._at) if self._at != before else before

    def _skip_string(self) -> None:
        """Move behind the string that begins here, however long."""
        self._at += 1
        while True:
            match = re.compile(r'(?:[^"\\]|\\.)*"', re.S).match(self._text, self._at)
            if match:
                self._at = match.end()
                return
            if self._ended:
                self._at = len(self._text)
                return
            self._at = len(self._text) - (1 if self._text.endswith("\\") else 0)
            self._fill()

    def _damaged(self, damage: _Damaged) -> Flaw:
        message = str(damage) if " at line" in str(damage) else f"{damage} at {self._place(damage.at)}"
        if damage.cut and self._ended:
            message = f"{message}; the text ends within this record"
        self.damage = self.damage or message
        return self._flaw(f"damaged JSON: {message}")

    def _flaw(self, reason: str) -> Flaw:
        self._walker.number += 1
        return Flaw(self._walker.number, reason)

    def _place(self, at: int) -> str:
        line = self._lines + self._text.count("\n", 0, at) + 1
        return f"line {line}, column {at - self._text.rfind(chr(10), 0, at)}"
