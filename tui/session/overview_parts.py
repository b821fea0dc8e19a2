"""The parts of the answer to one settled query, as they come: who asks for one waits for it and asks nothing."""

import asyncio
from typing import Any, TypeVar

from msgspec.structs import replace

from ...index.processes.search_process import ServiceError
from ...index.protocol.answers import (
    Answer,
    Cooccurrences,
    Explanation,
    FacetsAnswer,
    Reading,
    Results,
    Speakers,
    TimelineAnswer,
)
from ...index.protocol.questions import CountCooccurrences, CountFacets, CountSpeakers, Overview

Part = TypeVar("Part", bound=Answer)


class OverviewParts:
    """One overview that was asked for."""

    def __init__(self, question: Overview) -> None:
        self.question = question
        self.scope = question.search.scope
        """What is searched; known for good once the results are here."""
        self._parts: dict[type, Any] = {}
        self._changed = asyncio.Event()
        self._error: ServiceError | None = None
        self._is_over = False

    def put(self, part: Answer) -> None:
        """Take a part that has come."""
        if isinstance(part, Results):
            self.scope = replace(self.scope, query=part.interpretation.searched or self.scope.query)
            if part.first is not None:
                self._parts[Reading] = part.first
        self._parts[type(part)] = part
        self._changed.set()

    def end(self, error: ServiceError | None = None) -> None:
        """Take note that no more parts come, and why."""
        if not self._is_over:
            self._error, self._is_over = error, True
        self._changed.set()

    async def results(self) -> Results:
        """Wait for the results; raises ServiceError."""
        found = await self._wait(Results)
        if found is None:
            raise self._error or ServiceError("The index gave no results.", "bug")
        return found

    async def reading(self, id: str) -> Reading | None:
        """Wait for an article; None when it is not among the parts."""
        results = self._parts.get(Results)
        if not isinstance(results, Results) or not results.hits or results.hits[0].id != id:
            return None
        return await self._wait(Reading) if self.question.search.read else None

    async def explanation(self) -> Explanation | None:
        """Wait for the explanation; None when it is not among the parts, as for those that follow."""
        return await self._wait(Explanation) if self.question.explain else None

    async def timeline(self, bars: int) -> TimelineAnswer | None:
        """Wait for the timeline of so many bars."""
        return await self._wait(TimelineAnswer) if self.question.bars == bars else None

    async def facets(self, question: CountFacets) -> FacetsAnswer | None:
        """Wait for the entities and outlets, if they are those of a question."""
        asked = self.question.entities
        if not isinstance(asked, CountFacets) or question.among is not None:
            return None
        if (asked.limit, asked.holding, asked.types) != (question.limit, question.holding, question.types):
            return None
        found = await self._wait(FacetsAnswer)
        first = self._parts.get(Reading)
        entities = first.annotations.entities if isinstance(first, Reading) else ()
        counted = {*asked.also, *((one.type, one.name) for one in entities)}
        return found if counted.issuperset(question.also) else None

    async def together(self, question: CountCooccurrences) -> Cooccurrences | None:
        """Wait for the entities that appear with one, if they are those of a question."""
        asked = self.question.entities
        same = isinstance(asked, CountCooccurrences) and (asked.entity, asked.limit) == (
            question.entity,
            question.limit,
        )
        return await self._wait(Cooccurrences) if same else None

    async def speakers(self, question: CountSpeakers) -> Speakers | None:
        """Wait for the speakers, if they are those of a question."""
        asked = self.question.entities
        same = isinstance(asked, CountSpeakers) and (asked.limit, asked.holding) == (question.limit, question.holding)
        return await self._wait(Speakers) if same else None

    async def _wait(self, kind: type[Part]) -> Part | None:
        while kind not in self._parts and not self._is_over:
            self._changed.clear()
            await self._changed.wait()
        return self._parts.get(kind)
