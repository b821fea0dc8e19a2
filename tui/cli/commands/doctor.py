"""`newsexplore doctor`: examine configuration, index and engine."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click
from msgspec import Struct

from ....index.annotate.text.language_names import language_name
from ....index.build.build_run import BuildError, build
from ....index.build.scan import missing_roots
from ....index.build.selection import Shard
from ....index.config.settings import Settings, for_questions, read_about
from ....index.copies.stored_copies import damaged_copies
from ....index.curation.curation_file import CurationError, CurationFile
from ....index.curation.locate import Located, Locator
from ....index.curation.takeover import take_over
from ....index.decisions import CuratedItem, Curation
from ....index.engines import advice, open_engine
from ....index.engines.base import Engine, EngineError
from ....index.engines.shares import shares
from ....index.linking.cache import damaged_names, remove_names
from ....index.model import Reject, Skip, SourceState
from ....index.processes.child_log import log_path
from ....index.query.stemming import has_stemmers
from ....index.search.language_counts import LanguageCount, language_counts
from ...commands.registry import check_keys
from ...terminal.sanitise import sanitise_line
from ..options import Options, configuration
from ..output import count, print_json, print_lines, say

MAX_REMARKS = 20
"""Remarks that are printed one by one."""


class MissingDecision(Struct, frozen=True):
    """A decision about an article or quote that is not in the index."""

    key: str
    """In the curation file."""
    title: str
    date: str
    outlet: str
    locator: str
    said: str
    """The words of the quote; "" for an article."""


class CurationState(Struct):
    """The curation file, and what it decides that has no effect here."""

    file: str
    articles: int
    quotes: int
    missing: list[MissingDecision]


class Remark(Struct):
    """How a file was understood, where that was not plain."""

    locator: str
    text: str


class ShareState(Struct):
    """A share of the files that was indexed alone, by `index --shard`."""

    name: str
    """As given: `1/4`."""
    files: int
    articles: int
    committed: str
    """When it was last written, an ISO time; "" for never."""
    writer: str
    """Which process writes it now; "" for none."""


class Examination(Struct):
    """What the doctor found."""

    ok: bool
    engine: str
    articles: int
    rejected: list[Reject]
    problems: list[str]
    curation: CurationState
    remarks: list[Remark]
    skipped: list[Skip]
    """What was left out as no news, one entry a kind; `locator` is empty."""
    shares: list[ShareState]
    languages: list[LanguageCount]
    """With what is done with the texts of each."""


def doctor(options: Options, paths: Sequence[str], repair: bool, json: bool) -> None:
    """Print what is wrong, and every rejected source with its reason; exit 1 when there is a problem."""
    settings = for_questions(configuration(options), paths, options.index_dir, any_engine=options.engine is None)
    for message in take_over(settings):
        say(sanitise_line(message))
    found = examine(settings)
    if repair and not found.ok and _remove_caches(Path(settings.folder)):
        found = examine(settings)
    if repair and not found.ok:
        try:
            build(settings, rebuild=True)
        except BuildError as error:
            found.problems.append(f"The repair failed: {error}")
        else:
            found = examine(settings)
    if json:
        print_json(found)
    else:
        print_lines(_report(settings, found))
    if not found.ok:
        click.get_current_context().exit(1)


def examine(settings: Settings) -> Examination:
    """Look at everything that can be wrong; changes nothing."""
    state = CurationState(str(settings.curation_file), 0, 0, [])
    found = Examination(True, settings.config.index.engine, 0, [], [], state, [], [], [], [])
    file = CurationFile(settings.curation_file)
    steps: tuple[Callable[[], None], ...] = (
        lambda: _examine_files(settings, found),
        lambda: _examine_index(settings, found, _decided(file, found)),
    )
    for step in steps:
        try:
            step()
        except EngineError as error:
            if str(error) not in found.problems:
                found.problems.append(str(error))
        except Exception as error:  # whatever damage leads to: all else is still examined, and the repair offered
            found.problems.append(f"The index in {settings.folder} cannot be examined ({type(error).__name__}).")
    found.ok = not found.problems
    return found


def _decided(file: CurationFile, found: Examination) -> Curation | None:
    """Return the decisions; None if their file cannot be read, which is added to what was found."""
    try:
        curation = file.load()
    except CurationError as error:
        found.problems.append(str(error))
        return None
    found.curation.articles, found.curation.quotes = len(curation.articles), len(curation.quotes)
    return curation


def _examine_files(settings: Settings, found: Examination) -> None:
    """Add what is wrong with keys, corpora, and files beside the engine's."""
    found.problems += check_keys(settings.config.interface.keys)
    if settings.engine_folder.is_dir() and read_about(Path(settings.folder)) is None:
        found.problems.append(f"The file about.json in {settings.folder} is missing or damaged.")
    for corpus in settings.corpora:
        found.problems += [
            f"Corpus {corpus.name}: there is no file or folder {path}."
            for path in corpus.paths
            if not Path(path).exists()
        ]
    found.problems += [
        f"The file {path} is damaged. It is made again when it is used; `newsexplore doctor --repair` removes it."
        for path in _damaged_caches(Path(settings.folder))
    ]


def _damaged_caches(folder: Path) -> list[Path]:
    return damaged_names(folder) + damaged_copies(folder)


def _remove_caches(folder: Path) -> bool:
    """Remove damaged caches of an index; return whether there were any and they are gone."""
    damaged = _damaged_caches(folder)
    with suppress(OSError):
        if damaged_names(folder):
            remove_names(folder)
        for path in damaged_copies(folder):
            path.unlink()
    return bool(damaged) and not _damaged_caches(folder)


def _examine_index(settings: Settings, found: Examination, curation: Curation | None) -> None:
    """Add what is wrong with the engine's files; raises EngineError where they cannot be read any further."""
    engine = open_engine(settings.config.index.engine, settings.engine_folder, create=False, cluster=settings.cluster)
    try:
        found.articles = engine.count()
        damage = engine.check()
        found.problems += damage
        if curation is not None and not damage:
            found.curation.missing += _missing(Locator(engine).locate(curation))
        skipped: Counter[str] = Counter()
        sources = list(engine.sources())
        for source in sources:
            found.rejected += source.rejects
            skipped.update({skip.kind: skip.count for skip in source.skips})
            found.remarks += [Remark(source.path, text) for text in source.remarks]
        found.problems += [
            f"Corpus {corpus.name}: {path} {reason}. Its articles are kept; `newsexplore index --prune` removes them."
            for corpus in settings.corpora
            for path, reason in missing_roots(corpus, sources).items()
            if reason == "is empty"
        ]
        found.shares += _shares(settings, engine, sources)
        found.languages += language_counts(engine)
        found.skipped += [Skip("", kind, number) for kind, number in skipped.most_common()]
    finally:
        engine.close()


def _shares(settings: Settings, engine: Engine, sources: Sequence[SourceState]) -> list[ShareState]:
    """Return the shares that several machines index, with the files that are done."""
    roots = {corpus.name: corpus.paths for corpus in settings.corpora}
    found: list[ShareState] = []
    for name, share in shares(engine).items():
        own = Shard(*map(int, name.split("/"))).own(sources, roots)
        when = datetime.fromtimestamp(share.committed).isoformat(" ", "seconds") if share.committed else ""
        found.append(ShareState(name, len(own), sum(one.articles for one in own), when, share.writer))
    return found


def _share_line(share: ShareState) -> str:
    done = f"{count(share.files, 'file')} with {count(share.articles, 'article')}"
    when = f"last written {share.committed}" if share.committed else "nothing written yet"
    return f"share     {share.name}: {done}, {when}" + (f"; {share.writer} is writing it" if share.writer else "")


def _language_lines(languages: Sequence[LanguageCount]) -> list[str]:
    """Say what is found in the articles of each language, and how its words are searched for."""
    if not languages:
        return []
    lines = [f"languages {len(languages):,}; a word is searched for in its inflections where that is said:"]
    if not has_stemmers():
        lines.append("  Without PyStemmer hardly any language has inflections: pip install pystemmer")
    for one in languages:
        what = "names and quotes" if "entities" in one.analysed else "quotes and listed names" if one.analysed else ""
        how = ("inflections" if one.inflections else "", "character by character" if one.characters else "")
        said = ", ".join(filter(None, (what or "search only", *how)))
        lines.append(f"  {language_name(one.lang) or 'unknown or other'}: {count(one.articles, 'article')}; {said}")
    return lines


def _missing(located: Located) -> list[MissingDecision]:
    """The decisions that are about nothing in an index."""
    curation = located.curation
    found: list[MissingDecision] = []
    for key in located.missing:
        one = curation.articles.get(key) or curation.quotes.get(key) or CuratedItem()
        (name, *_) = located.keys.get(key, (key,))
        found.append(MissingDecision(name, one.title, one.date, one.outlet, one.locator, one.said))
    return found


def _curation_lines(state: CurationState) -> list[str]:
    decided = f"{count(state.articles, 'article')} and {count(state.quotes, 'quote')} decided about"
    lines = [f"curation  {state.file}: {decided}"]
    if state.missing:
        lines.append(f"  {count(len(state.missing), 'decision')} about what is not in this index, kept until it is:")
    for one in state.missing:
        name = f"“{one.said}”" if one.said else one.title or one.key
        lines.append("    " + " · ".join(part for part in (name, one.date[:10], one.outlet, one.locator) if part))
    return lines


def _report(settings: Settings, found: Examination) -> list[str]:
    lines = [
        f"corpora   {settings.name}",
        f"index     {settings.folder}",
        f"engine    {found.engine}, {count(found.articles, 'article')}",
        f"rejected  {(found.rejected and count(sum(one.count for one in found.rejected), 'source')) or 'nothing'}",
    ]
    lines[3:3] = (*map(_share_line, found.shares), *_language_lines(found.languages))
    lines += [f"  {reject.locator}: {reject.reason}" for reject in found.rejected]
    if found.rejected:
        lines.append("  `newsexplore index --retry` reads these again, `index --explain FILE` looks at one.")
    if found.remarks:
        lines.append(f"understood {count(len(found.remarks), 'choice')} that the files leave open")
        lines += [f"  {one.locator}: {one.text}" for one in found.remarks[:MAX_REMARKS]]
        if len(found.remarks) > MAX_REMARKS:
            lines.append(f"  and {len(found.remarks) - MAX_REMARKS:,} more, see `newsexplore doctor --json`")
    if found.skipped:
        lines.append("skipped   " + ", ".join(f"{skip.count:,} {skip.kind}" for skip in found.skipped))
    lines += _curation_lines(found.curation)
    if log_path().exists():
        lines.append(f"log       {log_path()}")
    if told := advice(found.engine, found.articles):
        lines.append(f"advice    {told}")
    if found.problems:
        lines += ["problems", *(f"  {problem}" for problem in found.problems)]
        lines.append("`newsexplore doctor --repair` builds a damaged index again.")
    else:
        lines.append("no problems")
    return [sanitise_line(line) for line in lines]
