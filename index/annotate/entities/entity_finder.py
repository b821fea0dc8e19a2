"""A document's entities: names from the configured engine and the user's own lists, joined to entities."""

import re

from ...config.model import EntitiesConfig
from ...model import Entity, EntityType, Mention
from ..text.document import Document
from . import aliases, builtin_engine
from .names import Name, overlaid
from .spelling import fold


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

    def find(self, document: Document) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
        """Find the names of a document and what they name.

        Args:
            document: The text with its tokens and sentences.

        Returns:
            The entities in order of first mention, and the mentions sorted by start, none overlapping; every entity
            has one.

        Raises:
            OSError: The model cannot be read.
        """
        names = overlaid(self._always(document), self._names(document))
        return aliases.link(names, document.text, self._own)

    def _always(self, document: Document) -> list[Name]:
        """The names of the user's gazetteer."""
        if self._pattern is None:
            return []
        return [
            Name(match.start(), match.end(), self._listed[" ".join(match.group().split())], match.group())
            for match in self._pattern.finditer(document.text)
        ]
