"""What an index has to do to be up to date: its memory of every file held against the files as they are."""

import os
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct, field

from ..annotate import VERSION
from ..config.model import Config, CorpusConfig
from ..config.settings import Settings
from ..corpus import Source, sources
from ..model import Reject, SourceState


class Task(Struct):
    """A source to read: changed, new, or extracted with other settings than today's."""

    source: Source
    corpus: CorpusConfig
    stamp: str
    force: bool
    """Replace its articles even where their text is the same."""


class Changes(Struct):
    """The outcome of a scan."""

    tasks: list[Task] = field(default_factory=list)
    unchanged: int = 0
    """Articles of files that need not be read, or cannot be now."""
    rejects: list[Reject] = field(default_factory=list)
    """All that is known to be unreadable without reading anything."""
    unreadable: list[SourceState] = field(default_factory=list)
    """What cannot even be looked at, and never held an article: to be remembered for its reject."""
    gone: list[str] = field(default_factory=list)
    """Paths of files that are no more."""


def find_changes(
    settings: Settings, remembered: Iterable[SourceState], *, rebuild: bool, check: Callable[[], None]
) -> Changes:
    """Scan all corpora of `settings`; `rebuild` makes every file a task, `check` is called between files.

    A file that cannot be looked at, or whose corpus is missing or bare as when a drive is not mounted, is not gone: its
    articles stay as they are.
    """
    changes = Changes()
    known = {state.path: state for state in remembered}
    for corpus in settings.corpora:
        settings_key = _settings_key(settings.config, corpus)
        for item in sources(corpus):
            check()
            if isinstance(item, Reject):
                _note_unreadable(item, corpus, known, changes)
                continue
            stamp = f"{item.stamp} {settings_key}"
            state = known.pop(item.path, None)
            if state and state.stamp == stamp and not rebuild:
                changes.unchanged += state.articles
                changes.rejects += state.rejects
            else:
                force = rebuild or (state is not None and not state.stamp.endswith(settings_key))
                changes.tasks.append(Task(item, corpus, stamp, force))
    bare = {(corpus.name, path) for corpus in settings.corpora for path in corpus.paths if _is_bare(Path(path))}
    for state in known.values():
        if state.articles and any(
            state.corpus == name and Path(state.path).is_relative_to(path) for name, path in bare
        ):
            changes.unchanged += state.articles
        else:
            changes.gone.append(state.path)
    return changes


def _settings_key(config: Config, corpus: CorpusConfig) -> str:
    """Changes when the same file would be read or annotated differently."""
    reading = (corpus.format, corpus.fields, corpus.outlet, corpus.lang)
    key = msgspec.json.encode((VERSION, reading, config.entities, config.quotes), order="deterministic")
    return blake2b(key, digest_size=6).hexdigest()


def _note_unreadable(reject: Reject, corpus: CorpusConfig, known: dict[str, SourceState], changes: Changes) -> None:
    """Keep the articles that were read from the place or below it; remember a place that held none."""
    changes.rejects.append(reject)
    below = reject.locator.rstrip(os.sep) + os.sep
    held = [path for path in known if path == reject.locator or path.startswith(below)]
    kept = sum(known.pop(path).articles for path in held)
    changes.unchanged += kept
    if not kept:
        changes.unreadable.append(SourceState(reject.locator, corpus.name, "unreadable", 0, (reject,)))


def _is_bare(root: Path) -> bool:
    return not root.exists() or (root.is_dir() and not any(root.iterdir()))
