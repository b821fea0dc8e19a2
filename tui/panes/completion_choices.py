"""Completions of the word that is being typed, and the selected one. No widgets here."""

import re

from msgspec.structs import replace

from ...index.protocol.answers import Completion, Completions

_LAST = re.compile(r'[^\s:"()]*\Z')
_WORD = re.compile(r"\w[\w.'’-]*")


class Completing:
    """Completions of a query as it was typed."""

    def __init__(self, query: str, found: Completions) -> None:
        """Take a query whose cursor is at the end of the word to complete."""
        self.query = query
        self.found = found
        self.chosen = -1
        """Index into the completions; -1 for the typed word."""

    @property
    def choices(self) -> tuple[Completion, ...]:
        """The completions, best first."""
        return self.found.choices

    def text(self) -> tuple[str, int]:
        """Return the query with the selected completion, and the cursor after it."""
        if self.chosen < 0:
            return self.query, self.found.end
        word = self.choices[self.chosen].text
        return self.query[: self.found.start] + word + self.query[self.found.end :], self.found.start + len(word)

    def step(self, step: int) -> None:
        """Select the next completion (1) or the previous one (-1); past either end comes the typed word."""
        self.chosen = (self.chosen + 1 + step) % (len(self.choices) + 1) - 1

    def continued(self) -> str:
        """The query with the first choice that goes on with its very letters; "" when there is none."""
        if self.found.end < len(self.query):
            return ""
        whole = (self.query[: self.found.start] + choice.text for choice in self.choices)
        return next((text for text in whole if text.startswith(self.query) and text != self.query), "")

    def narrowed(self, query: str, cursor: int) -> "Completing | None":
        """Return the completions that still fit after more letters of the word; None when none does."""
        found = self.found
        more = query[found.end : cursor]
        if (
            self.chosen >= 0
            or query[: found.end] != self.query[: found.end]
            or query[cursor:] != self.query[found.end :]
        ):
            return None
        if not more or _LAST.fullmatch(more) is None:
            return None
        last = _LAST.search(query, found.start, cursor)
        letters = last[0].casefold() if last else ""
        choices = tuple(
            choice
            for choice in found.choices
            if any(word.startswith(letters) for word in _WORD.findall(choice.label.casefold()))
            and choice.text != query[found.start : cursor]
        )
        return Completing(query, replace(found, end=cursor, choices=choices)) if choices else None
