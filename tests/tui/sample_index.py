"""The interface on a real index of the sample corpus, answered in this process."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsexplore.index.build.build_run import build
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.index.curation.curation_file import CurationFile
from newsexplore.index.protocol.answers import Answer, CurationAnswer, End
from newsexplore.index.protocol.questions import Decide, FetchCuration, Overview, Question
from newsexplore.index.search.index_answers import Answers

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


class SampleService:
    """Answers from an open index."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.asked: list[Question] = []

    async def start(self) -> None:
        """It is open."""

    async def close(self) -> None:
        """The fixture closes it."""

    async def ask(self, question: Question, on_part: Callable[[Answer], None] | None = None) -> Answer:
        """Answer a question."""
        self.asked.append(question)
        if isinstance(question, Overview):
            for part in self.answers.overview(question):
                if on_part is not None:
                    on_part(part)
            return End()
        if isinstance(question, FetchCuration | Decide):
            library = self.answers.library
            located = library.change(question.changes) if isinstance(question, Decide) else library.load()
            return CurationAnswer(located.curation, located.missing, located.complete)
        return self.answers.answer(question)


@pytest.fixture(scope="session")
def sample_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Index the sample corpus once."""
    folder = tmp_path_factory.mktemp("sample") / "index"
    settings = for_paths(load_config(None), [str(SEEDS)], str(folder))
    build(settings)
    return settings


@pytest.fixture
def sample(sample_settings: Settings, tmp_path: Path) -> Iterator[SampleService]:
    """Open the index of the sample corpus, with decisions of its own."""
    answers = Answers(sample_settings, file=CurationFile(tmp_path / "curation.yaml"))
    yield SampleService(answers)
    answers.close()
