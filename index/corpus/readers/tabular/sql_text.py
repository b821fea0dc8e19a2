"""The text of an SQL dump, held piece by piece: what is ahead is read on, what is behind is let go."""

import codecs
import re
from io import BufferedIOBase

from ....lazy_pattern import lazy_pattern
from ...draft import MAX_TEXT
from ...text import encodings

NAME = r"(?:`(?:[^`]|``)+`|\"(?:[^\"]|\"\")+\"|\[[^\]]+\]|[\w$]+)"
"""A name of a table or column, as a regular expression."""
QUOTED = r"'(?:[^']++|'')*+'"
"""A text in which a backslash is a letter as any other."""
ESCAPED = r"'(?:[^'\\]++|''|\\.)*+'"
"""A text in which a backslash begins an escape, as in those of MySQL."""
_CHUNK = 1024 * 1024
_AHEAD = 64 * 1024
"""Characters that are held in front of a statement or row, so that few of them are read twice."""
_GAP = lazy_pattern(r"(?>\s+|--[^\n]*+|#[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/|;)*+")
_COMMENT = lazy_pattern(r"(?>\s+|--[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)*+")
_MYSQL = lazy_pattern(r"`|\bENGINE\s*=|MySQL|MariaDB|\\'")


class SqlText:
    """One dump, and the place in it that is read next."""

    def __init__(self, stream: BufferedIOBase, head: bytes):
        """Begin a dump.

        Args:
            stream: all of it.
            head: its beginning, which tells its encoding and whether a backslash begins an escape in its texts.
        """
        self._stream = stream
        encoding = encodings.detect(head, encodings.declared(head))
        errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
        self._decoder = codecs.getincrementaldecoder(encoding)(errors)
        self._lines = 0
        """Lines that stood before the text now held."""
        self.held = ""
        self.at = 0
        self.begun = 0
        """Where the row or statement begins that is read, which is held until it is whole."""
        self.ended = False
        self.escapes = _MYSQL.search(encodings.decode(head)) is not None
        self.string = re.compile(ESCAPED if self.escapes else QUOTED, re.S)

    def fill(self) -> bool:
        """Read on, and let go of what has been read; False at the end."""
        if self.ended:
            return False
        done = min(self.at, self.begun)
        if done > _CHUNK:
            self._lines += self.held.count("\n", 0, done)
            self.held, self.at, self.begun = self.held[done:], self.at - done, self.begun - done
        data = self._stream.read(_CHUNK)
        text = self._decoder.decode(data, final=not data)
        self.held += text if self._lines or self.held else text.lstrip("\ufeff")
        self.ended = not data
        return True

    def look_ahead(self) -> None:
        """Read on until enough is held for a statement's beginning."""
        while len(self.held) - self.at < _AHEAD and self.fill():
            pass

    def match(self, pattern: re.Pattern[str]) -> "re.Match[str] | None":
        """Match what begins here, and move behind it; what may go on behind the text held is read on."""
        self.look_ahead()
        while True:
            match = pattern.match(self.held, self.at)
            if match and (self.ended or match.end() < len(self.held)):
                self.at = match.end()
                return match
            if not match and pattern is not self.string and len(self.held) - self.at >= _AHEAD:
                return None
            if len(self.held) - self.at > MAX_TEXT or not self.fill():
                return None

    def skip_gap(self) -> bool:
        """Move over blanks, comments and ends of statements; False at the end."""
        while True:
            self.begun = self.at
            self.look_ahead()
            match = _GAP.match(self.held, self.at)
            self.at = match.end() if match else self.at
            if self.at < len(self.held):
                return True
            if self.ended:
                return False

    def skip_comment(self) -> None:
        """Move over blanks and comments, not over the end of a statement."""
        self.look_ahead()
        match = _COMMENT.match(self.held, self.at)
        self.at = match.end() if match else self.at

    def has(self, sign: str) -> bool:
        """Whether this comes next."""
        return self.held.startswith(sign, self.at)

    def place(self) -> str:
        """The line that is read, for a message."""
        return f"line {self._lines + self.held.count(chr(10), 0, self.at) + 1:,}"
