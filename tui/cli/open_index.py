"""Opening the index that a command searches."""

import shlex
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from ...index.build.unfinished_run import State, state
from ...index.config.settings import Settings, for_questions
from ...index.curation.takeover import take_over
from ...index.engines.base import EngineError
from ...index.search.index_answers import Answers
from ..terminal.sanitise import sanitise_line
from .options import Options, configuration
from .output import count, say


@contextmanager
def answers_for(options: Options, paths: Sequence[str]) -> Generator[Answers]:
    """Open the index to search; the sample corpus is indexed first if it is not.

    Says on standard error which corpus answers where no PATH says it, and when its index is only partly built.

    Raises:
        EngineError: there is no index yet, or it cannot be used.
    """
    settings = for_questions(configuration(options), paths, options.index_dir, any_engine=options.engine is None)
    if not settings.engine_folder.is_dir():
        if not settings.is_sample:
            raise EngineError(f"{settings.name} is not indexed yet. Run: {_command(settings, options)}")
        from ...index.build.build_run import build

        build(settings)
    if not paths:
        say(f"in {settings.name}")
    for message in take_over(settings):
        say(sanitise_line(message))
    now = state(settings)  # before the index is opened: a run that ends in between has added what is missing
    answers = Answers(settings)
    try:
        if now != "complete":
            say(sanitise_line(_partly_built(now, settings, answers.engine.count(), _command(settings, options))))
        yield answers
    finally:
        answers.close()


def _partly_built(now: State, settings: Settings, articles: int, command: str) -> str:
    """Return the warning that an index does not hold all of its corpora, or may not."""
    held = f"{count(articles, 'article')} can be searched"
    if now == "running":
        return f"Warning: {settings.name} is being indexed; {held} so far."
    return f"Warning: indexing {settings.name} was interrupted; {held}. To go on, run: {command}"


def _command(settings: Settings, options: Options) -> str:
    """Return the command that brings an index up to date."""
    engine, paths = settings.config.index.engine, [path for corpus in settings.corpora for path in corpus.paths]
    return shlex.join(
        (
            "newsexplore",
            *(("--config", options.config) if options.config else ()),
            *(("--index-dir", options.index_dir) if options.index_dir else ()),
            *(("--engine", engine) if engine != "whoosh" else ()),  # the index may be another engine's than configured
            "index",
            *paths,
        )
    )
