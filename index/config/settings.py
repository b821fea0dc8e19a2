"""What one run works on: the configuration, the corpora it is about, and the folder of their index."""

import re
from collections.abc import Sequence
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct, structs
from platformdirs import user_data_path

from ..files import make_private, write_whole
from .model import Config, CorpusConfig

SAMPLE = Path(__file__).resolve().parents[2] / "seeds"
_ARCHIVE_SUFFIXES = re.compile(
    r"(\.(tar|jsonl?|csv|tsv|sgml?|txt|md|html?))?\.(gz|bz2|xz|zip|tgz|tar|[a-z0-9]{1,5})$", re.I
)


class SettingsError(Exception):
    """What was asked for cannot be worked on; the message says what is wrong and what to do."""


class About(Struct, frozen=True):
    """The note that an index folder carries of itself, beside the engine's files."""

    engine: Literal["whoosh", "tantivy"]
    """The engine that indexed last."""
    corpora: tuple[CorpusConfig, ...]


class Settings(Struct, frozen=True):
    """The configuration, the corpora of this run, and the folder of their index."""

    config: Config
    corpora: tuple[CorpusConfig, ...]
    folder: str
    """The index folder, absolute: the engine's files lie in a folder of its name within."""

    @property
    def name(self) -> str:
        """The corpora's names, for people."""
        return " + ".join(corpus.name for corpus in self.corpora)

    @property
    def engine_folder(self) -> Path:
        """Where the engine keeps its files."""
        return Path(self.folder) / self.config.index.engine

    @property
    def is_sample(self) -> bool:
        """Whether this is the corpus that ships with the program."""
        return all(Path(path) == SAMPLE for corpus in self.corpora for path in corpus.paths)


def for_paths(config: Config, paths: Sequence[str], index_dir: str | None = None, *, replace: bool = False) -> Settings:
    """Settings to open or index: PATHs if there are any, else the configuration's corpora, else the sample.

    `replace` allows an `index_dir` that holds another set of corpora: it is about to be rebuilt.

    Raises:
        SettingsError: a PATH is not there, `index_dir` holds another set of corpora, or the engine is not installed.
    """
    if paths:
        corpora = _corpora_of(paths)
    elif config.corpora:
        corpora = config.corpora
    elif index_dir and (about := read_about(Path(index_dir))):
        corpora = about.corpora
    else:
        corpora = _corpora_of([str(SAMPLE)], name="sample")
    folder = Path(index_dir).expanduser().resolve() if index_dir else _base(config) / _folder_name(corpora)
    about = read_about(folder)
    if about and not replace and _paths(about.corpora) != _paths(corpora):
        held = ", ".join(corpus.name for corpus in about.corpora)
        raise SettingsError(
            f"The index in {folder} holds other corpora ({held}). Give the paths it was made from, another "
            "--index-dir, or --rebuild to replace it."
        )
    check_engine(config.index.engine)
    return Settings(config, corpora, str(folder))


def for_questions(
    config: Config, paths: Sequence[str], index_dir: str | None = None, *, any_engine: bool = True
) -> Settings:
    """Settings to ask an index without naming its corpora: as `for_paths`, but before the sample the last one used.

    With `any_engine`, what only another engine than the configuration's has indexed is asked of that one: the answers
    are the same.

    Raises:
        SettingsError: as `for_paths`.
    """
    if not paths and not config.corpora and not index_dir:
        try:
            last = Path((_base(config) / "last").read_text("utf-8").strip())
        except OSError:
            last = None
        if last and (about := read_about(last)):
            check_engine(config.index.engine)
            return _as_indexed(Settings(config, about.corpora, str(last)), any_engine)
    return _as_indexed(for_paths(config, paths, index_dir), any_engine)


def _as_indexed(settings: Settings, any_engine: bool) -> Settings:
    about = read_about(Path(settings.folder))
    if not about or not any_engine or settings.engine_folder.is_dir():
        return settings
    config = structs.replace(settings.config, index=structs.replace(settings.config.index, engine=about.engine))
    other = structs.replace(settings, config=config)
    if not other.engine_folder.is_dir():
        return settings
    check_engine(about.engine)
    return other


def check_engine(name: str) -> None:
    """Raise SettingsError when an engine's package is not installed."""
    if name != "whoosh" and find_spec(name) is None:
        raise SettingsError(
            f"The engine {name} is not installed. Install it with `pip install 'newsexplore[{name}]'`, "
            "or use --engine whoosh."
        )


def remember(settings: Settings) -> None:
    """Make this index the last one used, and write the note it carries of itself.

    Raises:
        SettingsError: the folder cannot be written.
    """
    folder = Path(settings.folder)
    try:
        make_private(folder)
        write_whole(folder / "about.json", msgspec.json.encode(About(settings.config.index.engine, settings.corpora)))
        base = _base(settings.config)
        make_private(base)
        write_whole(base / "last", settings.folder.encode())
    except OSError as error:
        raise SettingsError(f"The index folder {folder} cannot be written: {error.strerror or error}.") from error


def welcome(config: Config) -> bool:
    """Whether nobody has been welcomed on this machine yet; from now on somebody has."""
    mark = _base(config) / "welcomed"
    if mark.exists():
        return False
    try:
        make_private(mark.parent)
        mark.touch()
    except OSError:
        return False  # it would be shown again and again
    return True


def known(config: Config) -> list[Settings]:
    """Settings for every index in the folder of indexes, sorted by name; raises nothing."""
    try:
        folders = [path for path in _base(config).iterdir() if path.is_dir()]
    except OSError:
        return []
    found = [(folder, about) for folder in folders if (about := read_about(folder))]
    return sorted(
        (Settings(config, about.corpora, str(folder)) for folder, about in found),
        key=lambda one: (one.name, one.folder),
    )


def read_about(folder: Path) -> About | None:
    """The note of an index folder; None when there is none that can be read."""
    try:
        return msgspec.json.decode((folder / "about.json").read_bytes(), type=About)
    except (OSError, ValueError, msgspec.MsgspecError):
        return None


def _base(config: Config) -> Path:
    """The folder that holds the indexes."""
    if config.index.folder:
        return Path(config.index.folder).expanduser().resolve()
    return user_data_path("newsexplore", appauthor=False) / "indexes"


def _corpora_of(paths: Sequence[str], name: str = "") -> tuple[CorpusConfig, ...]:
    """A corpus for each path, named after it."""
    corpora: list[CorpusConfig] = []
    taken: set[str] = set()
    for written in dict.fromkeys(str(Path(path).expanduser().resolve()) for path in paths):
        path = Path(written)
        if not path.exists():
            raise SettingsError(f"There is no file or folder {path}.")
        stem = name or (path.name if path.is_dir() else _ARCHIVE_SUFFIXES.sub("", path.name)) or "corpus"
        unique, number = stem, 2
        while unique in taken:
            unique, number = f"{stem}-{number}", number + 1
        taken.add(unique)
        corpora.append(CorpusConfig(name=unique, paths=(written,)))
    return tuple(corpora)


def _paths(corpora: Sequence[CorpusConfig]) -> set[tuple[str, str]]:
    return {(corpus.name, path) for corpus in corpora for path in corpus.paths}


def _folder_name(corpora: Sequence[CorpusConfig]) -> str:
    """Readable, and different for every set of corpora."""
    slug = re.sub(r"[^\w.-]+", "-", "+".join(corpus.name for corpus in corpora))[:40].strip("-.")
    key = "\0".join(sorted("\0".join(pair) for pair in _paths(corpora)))
    return f"{slug}-{blake2b(key.encode(), digest_size=5).hexdigest()}"
