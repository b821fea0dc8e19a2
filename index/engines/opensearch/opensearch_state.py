"""The state of an index: one document, changed only by compare-and-set, that says which commits count.

Documents carry the number of their commit. A reader counts those of finished commits, and none that a finished commit
has replaced, so that commits are atomic although a cluster has no transactions.
"""

import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from ..base import EngineError
from .opensearch_cluster import Cluster, RefusedError, never_stop
from .opensearch_schema import STATE_ID

T = TypeVar("T")

_TRIES = 200
"""Attempts to change the state while others change it, too."""
_MISSING, _CONFLICT = 404, 409


class Holder(Struct, frozen=True):
    """Who holds a lock of the index."""

    owner: str
    """Random name of an index folder on some machine."""
    host: str
    pid: int
    since: float
    beat: float
    """When it last said that it is alive, in seconds since the epoch."""


class State(Struct, frozen=True):
    """Which documents of the index count."""

    identity: str = ""
    """Random, for each physical index."""
    generation: int = 0
    """Number of finished commits."""
    next: int = 1
    """Number of the next commit."""
    open: dict[str, str] = field(default_factory=dict)
    """Commits that are being written, or were abandoned: number -> name of the lock."""
    pending: tuple[str, ...] = ()
    """Versions of articles and sources (`uid`) that finished commits have replaced, until they are deleted."""
    shares: dict[str, float] = field(default_factory=dict)
    """Share of the files, `1/4`, that was written alone -> time of its last commit, in seconds since the epoch."""
    locks: dict[str, Holder] = field(default_factory=dict)
    """Name of a lock, "" for the whole index or `1/4` for a share of its files -> holder."""


class StateDocument:
    """Reads and changes the state of one index."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self.index = index

    def create(self, identity: str) -> None:
        """Write the first state of a new index; an existing one stays."""
        try:
            self._put(State(identity=identity), {"op_type": "create"})
        except RefusedError as error:
            if error.status != _CONFLICT:
                raise

    def read(self, check: Callable[[], None] = never_stop) -> State:
        """Return the newest state; `check` may raise to stop waiting.

        Raises:
            EngineError: there is none.
        """
        return self._get(check)[0]

    def change(self, step: Callable[[State], tuple[State, T]]) -> T:
        """Change the state atomically: `step` returns the new state and a result, and may raise to change nothing."""
        for _ in range(_TRIES):
            state, seen = self._get()
            new, result = step(state)
            if new == state:
                return result
            try:
                self._put(new, seen)
            except RefusedError as error:
                if error.status != _CONFLICT:
                    raise
                time.sleep(random.uniform(0, 0.05))  # noqa: S311 - so that writers do not collide again
                continue
            return result
        raise EngineError("Too many processes change the index at once. Run fewer at a time.")

    def _get(self, check: Callable[[], None] = never_stop) -> tuple[State, dict[str, str]]:
        try:
            answer = self._cluster.ask("GET", f"/{self.index}/_doc/{STATE_ID}", check=check)
        except RefusedError as error:
            if error.status == _MISSING:
                raise EngineError(
                    f"The index {self.index} is gone, or another program made it. Run `newsexplore index` to make it."
                ) from error
            raise
        seen = {"if_seq_no": str(answer["_seq_no"]), "if_primary_term": str(answer["_primary_term"])}
        return msgspec.convert(answer["_source"]["state"], State), seen

    def _put(self, state: State, params: dict[str, str]) -> None:
        body: dict[str, Any] = {"kind": "state", "commit": 0, "state": msgspec.to_builtins(state)}
        self._cluster.ask("PUT", f"/{self.index}/_doc/{STATE_ID}", body, params)


def begun(state: State, lock: str) -> tuple[State, int]:
    """Open a commit; return its number."""
    number = state.next
    return replace(state, next=number + 1, open={**state.open, str(number): lock}), number


def without(state: State, commit: int) -> dict[str, str]:
    """Return the open commits but one."""
    return {number: lock for number, lock in state.open.items() if number != str(commit)}


def finished(state: State, commit: int, replaced: tuple[str, ...]) -> State:
    """Finish a commit: its documents count from now on, and what it replaces no longer does."""
    share = state.open.get(str(commit), "")
    return replace(
        state,
        generation=state.generation + 1,
        shares={**state.shares, share: time.time()} if share else state.shares,
        open=without(state, commit),
        pending=tuple(dict.fromkeys((*state.pending, *replaced))),
    )
