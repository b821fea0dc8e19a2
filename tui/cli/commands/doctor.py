"""`newsexplore doctor`: examine configuration, index and engine."""

from collections.abc import Sequence
from pathlib import Path

import click
from msgspec import Struct

from ....index.build.run import BuildError, build
from ....index.config.settings import Settings, for_questions
from ....index.curation import store
from ....index.engines import advice, open_engine
from ....index.engines.base import EngineError
from ....index.model import Reject
from ....index.processes.child_log import log_path
from ...commands.registry import check_keys
from ...terminal.sanitise import sanitise_line
from ..options import Options, configuration
from ..output import count, print_json, print_lines


class Examination(Struct):
    """What the doctor found."""

    ok: bool
    engine: str
    articles: int
    rejected: list[Reject]
    problems: list[str]


def doctor(options: Options, paths: Sequence[str], repair: bool, json: bool) -> None:
    """Print what is wrong, and every rejected source with its reason; exit 1 when there is a problem."""
    settings = for_questions(configuration(options), paths, options.index_dir, any_engine=options.engine is None)
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
    found = Examination(ok=True, engine=settings.config.index.engine, articles=0, rejected=[], problems=[])
    found.problems += check_keys(settings.config.interface.keys)
    for corpus in settings.corpora:
        found.problems += [
            f"Corpus {corpus.name}: there is no file or folder {path}."
            for path in corpus.paths
            if not Path(path).exists()
        ]
    try:
        store.load(Path(settings.folder))
    except store.CurationError as error:
        found.problems.append(str(error))
    try:
        _examine_index(settings, found)
    except EngineError as error:
        if str(error) not in found.problems:
            found.problems.append(str(error))
    except Exception as error:  # whatever damage leads to: everything else is still examined, and the repair offered
        found.problems.append(f"The index in {settings.folder} cannot be examined ({type(error).__name__}).")
    found.ok = not found.problems
    return found


def _examine_index(settings: Settings, found: Examination) -> None:
    """Add what is wrong with the engine's files; raises EngineError where they cannot be read any further."""
    engine = open_engine(settings.config.index.engine, settings.engine_folder, create=False)
    try:
        found.articles = engine.count()
        found.problems += engine.check()
        found.rejected += [reject for source in engine.sources() for reject in source.rejects]
    finally:
        engine.close()


def _report(settings: Settings, found: Examination) -> list[str]:
    lines = [
        f"corpora   {settings.name}",
        f"index     {settings.folder}",
        f"engine    {found.engine}, {count(found.articles, 'article')}",
        f"rejected  {(found.rejected and count(len(found.rejected), 'source')) or 'nothing'}",
    ]
    lines += [f"  {reject.locator}: {reject.reason}" for reject in found.rejected]
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
