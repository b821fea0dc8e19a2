"""A document's entities: names from the configured engine and the user's own lists, joined to entities."""

import re
from collections.abc import Sequence

from msgspec import Struct

from ...config.configuration import EntitiesConfig
from ...model import Credit, Entity, EntityType, Mention, Span
from ..text.document import Document
from ..text.furniture import covering, find_credits, find_tickers
from . import aliases, builtin_engine
from .names import Name, overlaid
from .spelling import fold


class Found(Struct, frozen=True, gc=False):
    """What names a document holds."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    credits: tuple[Credit, ...]
    tickers: tuple[Span, ...]


class EntityFinder:
    """Finds the entities of documents, one at a time; the model is read at the first."""

    def __init__(self, config: EntitiesConfig) -> None:
        """Take the settings: the engine, the user's aliases and the names that are always found.

        Raises:
            EngineError: The engine cannot be used here.
        """
        self._names = builtin_engine.find_names
        if config.engine == "spacy":
            from .spacy_engine import SpacyFinder

            self._names = SpacyFinder(config.model).names
        self._own = {
            fold(spelling): canonical
            for canonical, spellings in config.aliases.items()
            for spelling in (canonical, *spellings)
        }
        self._listed: dict[str, EntityType] = {}
        for kind, names in config.gazetteer.items():
            for name in names:
                for spelling in (name, *config.aliases.get(name, ())):
                    self._listed[" ".join(spelling.split())] = kind
        choices = sorted((spelling for spelling in self._listed if spelling), key=lambda spelling: -len(spelling))
        pattern = "|".join(re.escape(choice).replace(r"\ ", r"\s+") for choice in choices)
        self._pattern = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") if choices else None

    def load(self) -> None:
        """Read the built-in model and lists now rather than at the first document.

        Raises:
            OSError: The model cannot be read.
            ValueError: The model is damaged.
        """
        if self._names is builtin_engine.find_names:
            builtin_engine.load_model()

    def find(self, document: Document) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
        """Find the names of a document's story and what they name, see `find_all`."""
        found = self.find_all(document)
        return found.entities, found.mentions

    def find_all(self, document: Document) -> Found:
        """Find the names of a document and what they name; names in credits and ticker symbols are kept apart.

        Args:
            document: The text with its tokens and sentences.

        Returns:
            The entities in order of first mention, and the mentions sorted by start, none overlapping; every entity
            has one. Credits and tickers are sorted too.

        Raises:
            OSError: The model cannot be read.
        """
        text = document.text
        tickers = find_tickers(text)
        names = _without(self._names(document), tickers, text) if tickers else self._names(document)
        spans = find_credits(text, document.blocks)
        names, credited = _parted(names, spans) if spans else (names, [])
        entities, mentions = aliases.link(overlaid(self._always(document), names), text, self._own)
        return Found(
            entities, mentions, tuple(Credit(name.start, name.end, name.text, name.type) for name in credited), tickers
        )

    def _always(self, document: Document) -> list[Name]:
        """The names of the user's gazetteer."""
        if self._pattern is None:
            return []
        return [
            Name(match.start(), match.end(), self._listed[" ".join(match.group().split())], match.group())
            for match in self._pattern.finditer(document.text)
        ]


def _parted(names: Sequence[Name], spans: Sequence[Span]) -> tuple[list[Name], list[Name]]:
    """The names that share no character with any of some spans, and those that do; all sorted by start."""
    apart: list[Name] = []
    within: list[Name] = []
    at = 0
    for name in names:
        while at < len(spans) and spans[at][1] <= name.start:
            at += 1
        (within if at < len(spans) and spans[at][0] < name.end else apart).append(name)
    return apart, within


def _without(names: Sequence[Name], tickers: Sequence[Span], text: str) -> list[Name]:
    """Names without the ticker symbols in them: "Granit Corp GRNT.V" is Granit Corp, and GRNT.V is no name."""
    kept: list[Name] = []
    for name in names:
        ticker = covering(tickers, name.start, name.end)
        if ticker:
            end = name.start + len(text[name.start : max(name.start, ticker[0])].rstrip(" \t(<[,"))
            if end == name.start:
                continue
            name = Name(name.start, end, name.type, text[name.start : end], name.before)
        kept.append(name)
    return kept
