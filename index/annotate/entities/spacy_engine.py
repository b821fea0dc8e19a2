"""Names by an installed spaCy pipeline, in place of the built-in model: `entities: {engine: spacy, model: NAME}`.

spaCy is an extra, imported here alone and only when the configuration asks for it.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from ...model import EntityType
from ..text.document import Document
from .entity_errors import EngineError
from .names import Name

# The labels of spaCy's own pipelines, whose training texts name the same things differently.
_LABELS: dict[EntityType, str] = {
    "person": "PERSON PER PRS PERSNAME",
    "org": "ORG ORGANIZATION ORGNAME GPE_ORG",
    "place": "PLACE GPE LOC LOCATION FAC FACILITY GPE_LOC PLACENAME GEOGNAME",
    "misc": "MISC NORP EVENT EVN EVT PRODUCT PROD WORK_OF_ART WRK LAW LANGUAGE",
}
TYPES: dict[str, EntityType] = {label: kind for kind, labels in _LABELS.items() for label in labels.split()}
"""spaCy's label, in capitals, to type; numbers, dates and what else is no name are not among them."""

_LONGEST = 100_000
"""Characters that go through the pipeline at once: its memory grows with them, and it refuses a million."""
_SPARED = ("parser", "tagger", "morphologizer", "lemmatizer", "trainable_lemmatizer", "attribute_ruler", "senter")
"""Components that a statistical finder of names does not look at."""
_SURROGATES = re.compile("[\ud800-\udfff]")
"""Halves of characters, which broken JSON holds and spaCy refuses."""
_RULERS = ("entity_ruler", "span_ruler", "entity_linker")
"""Components that may look at what the spared ones find."""


class SpacyFinder:
    """A loaded pipeline."""

    def __init__(self, model: str) -> None:
        """Load a pipeline.

        Args:
            model: The name of an installed one, or the folder of one.

        Raises:
            EngineError: spaCy or the pipeline is not installed, cannot be used together, or finds no names.
        """
        if not model:
            raise EngineError("entities.engine: spacy needs entities.model, the name of an installed pipeline")
        try:
            spacy = import_module("spacy")
        except ImportError:
            raise EngineError(
                "entities.engine: spacy is not installed; run pip install 'newsexplore[spacy]', or set it to builtin"
            ) from None
        try:
            self._nlp: Any = spacy.load(model)
        except OSError:
            raise EngineError(
                f"entities.model: newsexplore[spacy] has no pipeline {model!r}; run python -m spacy download {model}, "
                "or set entities.engine to builtin"
            ) from None
        except Exception as error:  # what a pipeline of another version raises is anything
            reason = " ".join(str(error).split())[:200]
            raise EngineError(f"entities.model: the spaCy pipeline {model!r} cannot be loaded: {reason}") from error
        names = self._nlp.pipe_names
        if not any("doc.ents" in self._nlp.get_pipe_meta(name).assigns for name in names):
            raise EngineError(f"entities.model: the spaCy pipeline {model!r} finds no names; choose another")
        factories = {self._nlp.get_pipe_meta(name).factory for name in names}
        if factories.isdisjoint(_RULERS):
            self._nlp.select_pipes(disable=[n for n in names if self._nlp.get_pipe_meta(n).factory in _SPARED])

    def names(self, document: Document) -> list[Name]:
        """The names in a document, sorted by start, none overlapping; each lies in one block."""
        with self._nlp.memory_zone():  # what it learns of a text's words is forgotten with the text
            return list(self._names(document))

    def _names(self, document: Document) -> Iterator[Name]:
        text = _SURROGATES.sub("\ufffd", document.text)
        pieces = [
            (text[start : min(start + _LONGEST, block.end)], start)
            for block in document.blocks
            for start in range(block.start, block.end, _LONGEST)
        ]
        for doc, base in self._nlp.pipe(pieces, as_tuples=True):
            for span in doc.ents:
                kind = TYPES.get(span.label_.upper())
                start, end = _trimmed(document.text, base + span.start_char, base + span.end_char)
                if kind and start < end:
                    before = document.text[max(0, start - 40) : start].split()
                    yield Name(start, end, kind, document.text[start:end], before[-1] if before else "")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the white space around it, a leading "the" and a possessive 's."""
    while start < end and text[start].isspace():
        start += 1
    if text[start : start + 4].lower() == "the " and start + 4 < end:
        start += 4
        while start < end and text[start].isspace():
            start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if text[max(start, end - 2) : end] in ("'s", "’s"):
        end -= 2
    return start, end
