"""Opening the index that a command searches."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager

from ...index.config.settings import for_questions
from ...index.curation.takeover import take_over
from ...index.engines.base import EngineError
from ...index.search.index_answers import Answers
from ..terminal.sanitise import sanitise_line
from .options import Options, configuration
from .output import say


@contextmanager
def answers_for(options: Options, paths: Sequence[str]) -> Generator[Answers]:
    """Open the index to search; the sample corpus is indexed first if it is not.

    Raises:
        EngineError: there is no index yet, or it cannot be used.
    """
    settings = for_questions(configuration(options), paths, options.index_dir, any_engine=options.engine is None)
    if not settings.engine_folder.is_dir():
        if not settings.is_sample:
            where = " ".join(path for corpus in settings.corpora for path in corpus.paths)
            raise EngineError(f"{settings.name} is not indexed yet. Run: newsexplore index {where}")
        from ...index.build.build_run import build

        build(settings)
    if not paths:
        say(f"in {settings.name}")
    for message in take_over(settings):
        say(sanitise_line(message))
    answers = Answers(settings)
    try:
        yield answers
    finally:
        answers.close()
