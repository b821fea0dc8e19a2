"""Settings of one run: the configuration, its corpora and the folder of their index."""

import re
import shlex
import zlib
from collections.abc import Sequence
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import get_args

import msgspec
from msgspec import Struct, structs
from platformdirs import user_data_path

from ..files import expanded, make_private, read_regular, write_whole
from .configuration import ClusterConfig, Config, CorpusConfig, EngineName

SAMPLE = Path(__file__).resolve().parents[2] / "seeds"
CURATION_NAME = "curation.yaml"
READ_NAME = "read.txt"
SEEN_NAME = "seen"
_ARCHIVE_SUFFIXES = re.compile(
    r"(\.(tar|jsonl?|csv|tsv|sgml?|txt|md|html?))?\.(gz|bz2|xz|zip|tgz|tar|[a-z0-9]{1,5})$", re.I
)


_SEAL = re.compile(rb',"check":"([0-9a-f]{8})"}$')
"""The checksum of all that is before it, at the end of an `about.json`; older versions wrote none."""


class SettingsError(Exception):
    """Raised when settings cannot be used; the message says what is wrong and what to do."""


class About(Struct, frozen=True):
    """The `about.json` of an index folder, beside the engine's files."""

    engine: EngineName
    """The engine of the last build."""
    corpora: tuple[CorpusConfig, ...]


class Settings(Struct, frozen=True):
    """The configuration, the corpora of this run, and the folder of their index."""

    config: Config
    corpora: tuple[CorpusConfig, ...]
    folder: str
    """The index folder, absolute; each engine has a subfolder of its name."""

    @property
    def name(self) -> str:
        """The names of the corpora, for display."""
        return " + ".join(corpus.name for corpus in self.corpora)

    @property
    def folders(self) -> tuple[str, ...]:
        """The paths of all corpora."""
        return tuple(path for corpus in self.corpora for path in corpus.paths)

    @property
    def engine_folder(self) -> Path:
        """The folder of the engine's files."""
        return Path(self.folder) / self.config.index.engine

    @property
    def cluster(self) -> ClusterConfig:
        """Where the cluster is, for the engine that needs one."""
        index = self.config.index
        return ClusterConfig(**{name: getattr(index, name) for name in ClusterConfig.__struct_fields__})

    @property
    def curation_file(self) -> Path:
        """The configured curation file, else the default that all corpora share."""
        file = self.config.curation.file
        return expanded(file) if file else user_folder() / CURATION_NAME

    @property
    def read_file(self) -> Path:
        """The file of the articles that have been read."""
        return user_folder() / READ_NAME

    @property
    def seen_folder(self) -> Path:
        """The folder of what has been seen of saved searches."""
        return user_folder() / SEEN_NAME

    @property
    def set_name(self) -> str:
        """A readable file name that is unique for this set of corpora."""
        return _folder_name(self.corpora)

    @property
    def is_sample(self) -> bool:
        """Whether this is the corpus that ships with the program."""
        return all(Path(path) == SAMPLE for corpus in self.corpora for path in corpus.paths)


def for_paths(
    config: Config,
    paths: Sequence[str],
    index_dir: str | None = None,
    *,
    replace: bool = False,
    table: str | None = None,
) -> Settings:
    """Return settings for the PATHs if any, else the configured corpora, else those of `index_dir`, else the sample.

    Args:
        config: The configuration.
        paths: Files and folders, each a corpus.
        index_dir: The folder of the index; None for the one that belongs to these corpora.
        replace: Allow an `index_dir` that holds another set of corpora: it is about to be rebuilt.
        table: Table of SQLite databases to read; None for the one that the index or the configuration names.

    Raises:
        SettingsError: a PATH does not exist, `index_dir` holds other corpora, or no index and nothing says which, or
            the engine is not installed.
    """
    if paths:
        corpora = _corpora_of(paths)
    elif config.corpora:
        corpora = config.corpora
    elif index_dir and (about := read_about(Path(index_dir))):
        corpora = about.corpora
    elif index_dir and engines_in(expanded(index_dir)):
        raise SettingsError(
            f"The index in {index_dir} does not say which corpora it holds: about.json is missing or damaged. "
            "Give the paths it was made from."
        )
    elif index_dir:
        make = shlex.join(("newsexplore", "--index-dir", index_dir, "index"))
        raise SettingsError(f"There is no index in {index_dir}. To make one there, run: {make} PATH")
    else:
        return for_sample(config)
    found = _settings(config, corpora, index_dir, replace=replace)
    if table is not None:
        return structs.replace(found, corpora=tuple(structs.replace(corpus, table=table) for corpus in found.corpora))
    return _with_tables(found) if paths else found


def _with_tables(settings: Settings) -> Settings:
    """Settings for PATHs with the tables that were named when their index was made: no configuration says them."""
    about = read_about(Path(settings.folder))
    tables = {(corpus.name, corpus.paths): corpus.table for corpus in about.corpora} if about else {}
    corpora = tuple(
        structs.replace(corpus, table=tables.get((corpus.name, corpus.paths), "")) for corpus in settings.corpora
    )
    return structs.replace(settings, corpora=corpora)


def _settings(
    config: Config, corpora: tuple[CorpusConfig, ...], index_dir: str | None, *, replace: bool = False
) -> Settings:
    """Return settings for corpora, in their own folder or `index_dir`; raises as `for_paths`."""
    folder = expanded(index_dir).resolve() if index_dir else _base(config) / _folder_name(corpora)
    for path in (str(folder), *(path for corpus in corpora for path in corpus.paths)):
        if not _is_unicode(path):
            raise SettingsError(
                f"The name {path} is not valid Unicode: rename it, or choose a locale of UTF-8, such as LC_ALL=C.UTF-8."
            )
    about = read_about(folder)
    if about and not replace and not _covers(corpora, about.corpora):
        held = ", ".join(corpus.name for corpus in about.corpora)
        raise SettingsError(
            f"The index in {folder} holds other corpora ({held}). Give the paths it was made from, another "
            "--index-dir, or --rebuild to replace it."
        )
    check_engine(config.index.engine)
    return Settings(config, corpora, str(folder))


def _is_unicode(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def for_sample(config: Config, index_dir: str | None = None) -> Settings:
    """Return settings for the sample corpus; raises as `for_paths`."""
    return _settings(config, _corpora_of([str(SAMPLE)], name="sample"), index_dir)


def for_interface(config: Config, paths: Sequence[str], index_dir: str | None = None) -> Settings:
    """Return settings for the interface: as `for_paths`, but the last used index takes precedence over the sample.

    The last index is opened only if its `about.json` can be read; otherwise the sample is.

    Raises:
        SettingsError: as `for_paths`.
    """
    return _last_used(config, paths, index_dir) or for_paths(config, paths, index_dir)


def for_questions(
    config: Config, paths: Sequence[str], index_dir: str | None = None, *, any_engine: bool = True
) -> Settings:
    """Return settings for a command without a screen: as `for_interface`.

    With `any_engine`, an index that only another engine has made is opened with that engine: the answers are the same.

    Raises:
        SettingsError: as `for_paths`, or the index used last is gone: the sample would answer in its place.
    """
    if not (paths or config.corpora or index_dir) and (last := _last_folder(config)) and read_about(last) is None:
        raise SettingsError(
            f"The index used last, {last}, is gone or its about.json is damaged. Name the corpus to search, or index "
            "it again with `newsexplore index PATH`."
        )
    return _as_indexed(for_interface(config, paths, index_dir), any_engine)


def _last_used(config: Config, paths: Sequence[str], index_dir: str | None) -> Settings | None:
    """Return settings for the last used index if no PATH, corpus or folder is given."""
    if paths or config.corpora or index_dir:
        return None
    last = _last_folder(config)
    about = read_about(last) if last else None
    if last is None or about is None:
        return None
    check_engine(config.index.engine)
    return Settings(config, about.corpora, str(last))


def _last_folder(config: Config) -> Path | None:
    """Return the folder of the index that was used last; None if none is recorded."""
    try:
        written = read_regular(_base(config) / "last").decode().strip()
    except (OSError, UnicodeDecodeError):
        return None
    return Path(written) if written else None


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


_PACKAGES = {"opensearch": "opensearchpy"}
"""Packages of engines that have another name."""


def check_engine(name: str) -> None:
    """Raise SettingsError when an engine's package is not installed."""
    if name != "whoosh" and find_spec(_PACKAGES.get(name, name)) is None:
        raise SettingsError(
            f"The engine {name} is not installed. Install it with `pip install 'newsexplore[{name}]'`, "
            "or use --engine whoosh."
        )


def remember(settings: Settings) -> None:
    """Record this index as the last used, and write its `about.json`.

    Raises:
        SettingsError: the folder cannot be written.
    """
    folder = Path(settings.folder)
    try:
        make_private(folder)
        write_whole(folder / "about.json", _encode_about(About(settings.config.index.engine, settings.corpora)))
        base = _base(settings.config)
        make_private(base)
        write_whole(base / "last", settings.folder.encode())
    except OSError as error:
        raise SettingsError(f"The index folder {folder} cannot be written: {error.strerror or error}.") from error


def record_first_run(config: Config) -> bool:
    """Return True on the first run on this machine, and record that it happened."""
    mark = _base(config) / "welcomed"
    if mark.exists():
        return False
    try:
        make_private(mark.parent)
        mark.touch()
    except OSError:
        return False  # otherwise every run would be a first run
    return True


def known(config: Config) -> list[Settings]:
    """Return settings for every index in the folder of indexes, sorted by name; raises nothing."""
    found = [(folder, about) for folder in index_folders(config) if (about := read_about(folder))]
    return sorted(
        (Settings(config, about.corpora, str(folder)) for folder, about in found),
        key=lambda one: (one.name, one.folder),
    )


def read_about(folder: Path) -> About | None:
    """Read the `about.json` of an index folder; None if it is missing or damaged."""
    try:
        data = read_regular(folder / "about.json")
        if sealed := _SEAL.search(data):
            if int(sealed[1], 16) != zlib.crc32(data[: sealed.start()]):
                return None
        elif msgspec.json.decode(data, type=dict[str, msgspec.Raw]).keys() - {"engine", "corpora"}:
            return None  # what was the checksum has another name
        return msgspec.json.decode(data, type=About)
    except (OSError, msgspec.MsgspecError, ValueError):  # ValueError: not UTF-8
        return None


def _encode_about(about: About) -> bytes:
    """Return the content of an `about.json`: with a checksum, because a flipped bit may be the name of another file."""
    data = msgspec.json.encode(about).removesuffix(b"}")
    return data + b',"check":"%08x"}' % zlib.crc32(data)


def engines_in(folder: Path) -> list[EngineName]:
    """List the engines that have files in an index folder."""
    return [name for name in get_args(EngineName) if (folder / name).is_dir()]


def identities_file(config: Config) -> Path:
    """Return the file of ids that cannot be derived from article content; all indexes share it."""
    return _base(config) / "identities.txt"


def _base(config: Config) -> Path:
    """Return the folder of indexes."""
    if config.index.folder:
        return expanded(config.index.folder).resolve()
    return user_folder() / "indexes"


def user_folder() -> Path:
    """Return the folder of per-user data: decisions, read marks, query history, sessions."""
    return user_data_path("newsexplore", appauthor=False)


def index_folders(config: Config) -> list[Path]:
    """List every folder in the folder of indexes, sorted; raises nothing."""
    try:
        return sorted(path for path in _base(config).iterdir() if path.is_dir())
    except OSError:
        return []


def _corpora_of(paths: Sequence[str], name: str = "") -> tuple[CorpusConfig, ...]:
    """Make one corpus per path, named after it."""
    corpora: list[CorpusConfig] = []
    taken: set[str] = set()
    for written in dict.fromkeys(str(expanded(path).resolve()) for path in paths):
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


def _covers(corpora: Sequence[CorpusConfig], others: Sequence[CorpusConfig]) -> bool:
    """Return whether `corpora` read everything that `others` read, so that no article would be removed."""
    roots = [Path(path) for corpus in corpora for path in corpus.paths]
    return all(any(Path(path).is_relative_to(root) for root in roots) for corpus in others for path in corpus.paths)


def _folder_name(corpora: Sequence[CorpusConfig]) -> str:
    """Return a readable folder name that is unique for the set of corpora."""
    slug = re.sub(r"[^\w.-]+", "-", "+".join(corpus.name for corpus in corpora))[:40].strip("-.")
    key = "\0".join(sorted("\0".join(pair) for pair in _paths(corpora)))
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=5)  # a path may hold undecodable bytes
    return f"{slug}-{digest.hexdigest()}"
