"""Pages of a site that come one by one, as under --watch: the site's name is cut off the titles of all."""

from pathlib import Path

from newsexplore.index.build.build_run import build
from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.config.settings import Settings
from newsexplore.index.protocol.questions import Scope
from newsexplore.index.search.index_answers import Answers
from newsexplore.tui.cli.options import Options, configuration

PAGE = (
    "<html><head><title>{0} — The Ostby Times</title></head><body><p>{1} is what the council of Ostby spoke about."
    "</p></body></html>"
)
TITLES = ("Pier is rebuilt", "Schools are closed", "Ferry runs aground", "Harvest is poor")


def titles(settings: Settings) -> list[str]:
    answers = Answers(settings)
    found = answers.engine.articles(answers.ids(Scope(""), "oldest"))
    answers.close()
    return sorted(article.title for article in found)


def test_pages_that_were_read_first_lose_the_name_of_their_site(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    corpus = CorpusConfig(name="pages", paths=(str(folder),))
    settings = Settings(configuration(Options(None, None, "whoosh")), (corpus,), str(tmp_path / "index"))
    (folder / "0.html").write_text(PAGE.format(TITLES[0], TITLES[0]), "utf-8")
    build(settings, jobs=1)
    assert titles(settings) == ["Pier is rebuilt — The Ostby Times"]
    for number, title in enumerate(TITLES[1:], 1):
        (folder / f"{number}.html").write_text(PAGE.format(title, title), "utf-8")
        build(settings, jobs=1)
    assert titles(settings) == sorted(TITLES)


def test_pages_of_a_large_folder_are_not_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    corpus = CorpusConfig(name="pages", paths=(str(folder),))
    settings = Settings(configuration(Options(None, None, "whoosh")), (corpus,), str(tmp_path / "index"))
    for number in range(9):
        (folder / f"{number}.html").write_text(PAGE.format(f"Story {number} of Ostby", number), "utf-8")
    build(settings, jobs=1)
    (folder / "9.html").write_text(PAGE.format("Story 9 of Ostby", 9), "utf-8")
    report = build(settings, jobs=1)
    assert (report.added, report.updated, report.unchanged) == (1, 0, 9)
