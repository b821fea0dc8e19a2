"""What an index has to do to be up to date: its memory of every file compared with the files as they are.

A file counts as unchanged while its size and modification time are the same. `verify` compares the bytes of every file
as well. A file that was only touched has the bytes it had, and is not read again.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct, field, structs

from ..annotate import VERSION
from ..config.configuration import Config, CorpusConfig
from ..config.settings import Settings
from ..corpus.sources import Source, digest_of, sources
from ..model import Reject, Skip, SourceState
from ..protocol.build_progress import MissingRoot
from .read_together import ReadTogether
from .reading_task import Task, TaskList
from .selection import LEFT_OUT, UNREADABLE, Shard, is_below, root_of, was_rejected

_Key = tuple[str, str]
"""Corpus and path."""


class Changes(Struct):
    """The outcome of a scan."""

    tasks: TaskList = field(default_factory=TaskList)
    unchanged: int = 0
    """Articles of files that need not be read, or cannot be now."""
    skipped: int = 0
    """What is no news in those files, and hidden and excluded files."""
    rejects: list[Reject] = field(default_factory=list)
    """All that is known to be unreadable without reading anything."""
    states: list[SourceState] = field(default_factory=list)
    """What has to be remembered of files that are not read: a new stamp, or why they cannot be looked at."""
    gone: list[_Key] = field(default_factory=list)
    """Files that are no more."""
    missing: list[MissingRoot] = field(default_factory=list)
    """Paths of corpora that are missing or hold nothing, while the index has articles from there: those are kept."""


def find_changes(
    settings: Settings,
    remembered: Iterable[SourceState],
    *,
    rebuild: bool,
    check: Callable[[], None],
    verify: bool = False,
    prune: bool = False,
    shard: Shard | None = None,
    retry: bool = False,
) -> Changes:
    """Compare all corpora of `settings` with what is remembered.

    Args:
        settings: The corpora.
        remembered: What the index knows of their files.
        rebuild: Makes every file a task.
        check: Called between files, and for parts of those whose bytes are compared; what it raises ends the scan.
        verify: Compare the bytes of files whose size and modification time are the same.
        prune: Treat the files of a missing or empty root as gone. Otherwise they are kept, because a drive that is
            not mounted looks the same. What cannot be opened is kept in any case.
        shard: Look only at the files of this share; the others are as if they were not there, and stay.
        retry: Make tasks only of files of which something was rejected. Other files are neither read nor missed.
    """
    changes = Changes()
    states = list(remembered)
    roots_of = {corpus.name: corpus.paths for corpus in settings.corpora}
    known = {(state.corpus, state.path): state for state in (shard.own(states, roots_of) if shard else states)}
    for corpus in settings.corpora:
        held = {key: state for key, state in known.items() if key[0] == corpus.name}
        closed = [state.path for state in held.values() if state.stamp == UNREADABLE]
        roots = missing_roots(corpus, states)
        together = ReadTogether()
        for item in _found(corpus, settings.config, changes, held, roots, check, shard):
            state = held.pop((corpus.name, item.source.path), None)
            if not retry:
                if _is_task(item, state, rebuild, verify, changes, check):
                    together.note_changed(item.source.path)
                elif state is not None and not together.hold(item, state):
                    _leave(state, changes)
            elif was_rejected(item.source.path, state, closed):
                changes.tasks.append(item)
            elif state is not None:
                _leave(state, changes)
        for root, reason in roots.items():
            _keep_or_drop(corpus, root, reason, held, prune, changes)
        for _, path in held:
            together.note_changed(path)
        for item, state, changed in together.held():
            if changed:
                changes.tasks.append(structs.replace(item, before=state))
            else:
                _leave(state, changes)
        for key in [key for key in known if key[0] == corpus.name and key not in held]:
            del known[key]
    changes.gone = [key for key, state in known.items() if not retry or (state.rejects and not state.articles)]
    return changes


def _found(
    corpus: CorpusConfig,
    config: Config,
    changes: Changes,
    held: dict[_Key, SourceState],
    roots: dict[str, str],
    check: Callable[[], None],
    shard: Shard | None,
) -> Iterable[Task]:
    """Yield a task for every file of a corpus; note what cannot be looked at, and count what is left out."""
    settings_key = _settings_key(config, corpus)
    left_out: Counter[tuple[str, str]] = Counter()

    def skipped(skip: Skip) -> None:
        left_out[root_of(skip.locator, corpus.paths), skip.kind] += skip.count

    for item in sources(corpus, skipped):
        check()
        if shard and not shard.holds(item.path if isinstance(item, Source) else item.locator, corpus.paths):
            continue
        if isinstance(item, Source):
            yield Task(item, corpus, f"{item.stamp} {settings_key}", force=False)
        else:
            _note_unreadable(item, corpus, held, roots, changes)
    for root in sorted({root for root, _ in left_out}):
        if shard is None or shard.holds(root, corpus.paths):
            skips = tuple(Skip(root, kind, count) for (at, kind), count in sorted(left_out.items()) if at == root)
            _note_left_out(SourceState(root, corpus.name, LEFT_OUT, 0, skips=skips), held, changes)


def _note_left_out(state: SourceState, held: dict[_Key, SourceState], changes: Changes) -> None:
    """Remember how many files under a root are hidden or excluded."""
    if held.pop((state.corpus, state.path), None) != state:
        changes.states.append(state)
    changes.skipped += sum(skip.count for skip in state.skips)


def _is_task(
    task: Task, state: SourceState | None, rebuild: bool, verify: bool, changes: Changes, check: Callable[[], None]
) -> bool:
    """Decide whether a file has to be read, and make it a task if so."""
    if state is None or rebuild:
        changes.tasks.append(structs.replace(task, force=rebuild, before=state))
        return True
    stamp, settings_key = task.stamp.rsplit(" ", 1)
    before, settings_before = state.stamp.rsplit(" ", 1) if " " in state.stamp else (state.stamp, "")
    force = settings_key != settings_before
    same = stamp == before
    digest = ""
    if not force and (verify if same else _as_long(stamp, before)):
        digest = digest_of(task.source.path, check)
        same = bool(digest) and digest == state.digest
    if force or not same:
        changes.tasks.append(structs.replace(task, force=force, digest=digest, before=state))
        return True
    if stamp != before:
        changes.states.append(structs.replace(state, stamp=task.stamp))
    return False


def _as_long(stamp: str, before: str) -> bool:
    """Whether a file has the size that it had, and the journal of a database beside it is as it was."""
    (size, _, *journal), (old, _, *old_journal) = stamp.split(":"), before.split(":")
    return size == old and journal == old_journal


def _leave(state: SourceState, changes: Changes) -> None:
    """Count what a file holds that is not read."""
    changes.unchanged += state.articles
    changes.rejects += state.rejects
    changes.skipped += sum(skip.count for skip in state.skips)


def _settings_key(config: Config, corpus: CorpusConfig) -> str:
    """Changes when the same file would be read or annotated differently."""
    reading: tuple[object, ...] = (corpus.format, corpus.fields, corpus.outlet, corpus.lang)
    if corpus.table:  # an index made before there were tables need not be read again
        reading = (*reading, corpus.table)
    key = msgspec.json.encode((VERSION, reading, config.entities, _extraction(config)), order="deterministic")
    return blake2b(key, digest_size=6).hexdigest()


def _extraction(config: Config) -> dict[str, object]:
    """The options that change what extraction finds, without those that only change how it is shown."""
    options: dict[str, object] = msgspec.structs.asdict(config.quotes)
    del options["doubtful"]
    return options


def _note_unreadable(
    reject: Reject, corpus: CorpusConfig, held: dict[_Key, SourceState], roots: dict[str, str], changes: Changes
) -> None:
    """Keep the articles that were read from the place or below it; remember the place."""
    changes.rejects.append(reject)
    if reject.locator in roots:
        return
    inside = [key for key in held if is_below(key[1], reject.locator)]
    kept = {key: held.pop(key).articles for key in inside}
    changes.unchanged += sum(kept.values())
    if not kept.get((corpus.name, reject.locator)):  # otherwise its state keeps the articles of a file
        changes.states.append(SourceState(reject.locator, corpus.name, UNREADABLE, 0, (reject,)))


def missing_roots(corpus: CorpusConfig, states: Iterable[SourceState]) -> dict[str, str]:
    """Paths of a corpus that are missing or empty although articles were read there, with the reason."""
    found: dict[str, str] = {}
    held = [state.path for state in states if state.articles and state.corpus == corpus.name]
    for path in corpus.paths:
        root = os.path.abspath(path)  # noqa: PTH100 - links must not be resolved
        reason = _why_missing(Path(root))
        if reason and any(is_below(one, root) for one in held):
            found[root] = reason
    return found


def _why_missing(root: Path) -> str:
    try:
        if not root.exists():
            return "is missing"
        empty = root.is_dir() and all(path.name.startswith(".") for path in root.iterdir())
        return "is empty" if empty else ""
    except OSError:  # it is there, and cannot be opened: the scan rejects it
        return ""


def _keep_or_drop(
    corpus: CorpusConfig, root: str, reason: str, held: dict[_Key, SourceState], prune: bool, changes: Changes
) -> None:
    """Keep the articles of a missing root, and say so; with `prune` they count as gone."""
    if prune:
        return
    kept = sum(held.pop(key).articles for key in [key for key in held if is_below(key[1], root)])
    changes.unchanged += kept
    changes.missing.append(MissingRoot(corpus.name, root, kept, reason))
