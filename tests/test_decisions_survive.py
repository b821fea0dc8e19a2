"""An investigation through all changes: no decision is lost or moves to another article.

Files are moved, records added on top, corpora added and renamed, the index rebuilt, the engine changed; after every
step each decision is on its article, and on no other.
"""

import asyncio
import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from msgspec.structs import replace

from newsexplore.index.build.build_run import build
from newsexplore.index.config.configuration import CorpusConfig, CurationConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import CURATION_NAME, Settings, for_paths, user_folder
from newsexplore.index.curation.changes import kept, quote_key
from newsexplore.index.curation.curation_file import load
from newsexplore.index.curation.takeover import take_over
from newsexplore.index.decisions import CuratedItem, EditItem, Merge, Rejection, SavedSearch, SaveSearch
from newsexplore.index.export.export_run import export
from newsexplore.index.export.job import Job
from newsexplore.index.protocol.questions import CountFacets, Scope, Search
from newsexplore.index.search.index_answers import Answers
from newsexplore.tui.session.history import Place
from newsexplore.tui.session.trail import Trail
from newsexplore.tui.storage import query_history
from newsexplore.tui.storage.read_marks import ReadMarks
from newsexplore.tui.storage.session_file import SessionFile

LOCK = "Engineer warns of cracks in the lock"
RECORDS = [
    {"title": "Ferry timetable for the winter", "text": "The ferry to Velmora leaves at nine from November on."},
    {"title": LOCK, "text": "Cracks run through the lock at Kaldar.\n\n“The gates will not hold,” said Ana Lind."},
    {"title": "Market prices on Thursday", "text": "Apples cost more than in the week before, traders in Ardova said."},
]
STORY = """\
Title: Minister Opens the Dam
Date: 2025-11-03
Outlet: Valley News

Minister Ilka Vorrin came to Velmora.

“The dam is safe and it will stay safe,” said Joss Tillman.

“Nobody asked the engineers before the wall was raised,” said Ana Lind.
"""
DAM = "Minister Opens the Dam"
SAFE = "The dam is safe and it will stay safe,"
OTHER = "Title: Orchards in Bloom\n\nThe orchards of Ardova bloom early, and Ana Lind counts the bees.\n"


@pytest.fixture(params=["whoosh", "tantivy"])
def engine(request: pytest.FixtureRequest) -> str:
    if request.param != "whoosh" and find_spec(request.param) is None:
        pytest.skip(f"the package {request.param} is not installed")
    return request.param


class Investigation:
    """A folder of news, and the decisions about it."""

    def __init__(self, folder: Path, engine: str) -> None:
        self.news = folder / "news"
        self.news.mkdir()
        self.write(RECORDS)
        (self.news / "story.txt").write_text(STORY, "utf-8")
        config = load_config(None)
        self.config = replace(config, index=replace(config.index, engine=engine))
        self.settings = for_paths(self.config, [str(self.news)])

    def write(self, records: list[dict[str, str]], below: str = "") -> None:
        (self.news / below).mkdir(exist_ok=True)
        path = self.news / below / "wire.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")

    def index(self, settings: Settings | None = None, *, rebuild: bool = False) -> None:
        self.settings = settings or self.settings
        build(self.settings, rebuild=rebuild)

    def decide(self) -> None:
        """Make one decision of every kind."""
        answers = Answers(self.settings)
        lock, dam = (id_of(answers, title) for title in (LOCK, DAM))
        (hit,) = answers.search(Search(Scope('"it will stay safe"', quotes=True))).quotes
        key = quote_key(hit.article, hit.quote.start, hit.quote.end)
        answers.library.change(
            [
                EditItem(lock, CuratedItem(), add=("cracks",), note="Ask Lind for the report."),
                EditItem(dam, CuratedItem(), bookmark=True),
                EditItem(key, CuratedItem(said=hit.quote.text), add=("promise",), speaker="person:Ilka Vorrin"),
                SaveSearch("safety", SavedSearch("safe")),
                Merge("person:Anna Lind", ("person:Ana Lind",)),
                Rejection("place:Ardova"),
            ]
        )
        answers.close()
        marks = ReadMarks(user_folder())
        marks.mark(lock, True)
        asyncio.run(marks.save())
        query_history.add(user_folder(), "cracks")
        session = SessionFile(self.settings)
        remembered = session.load()
        remembered.place = Place("cracks", False, "relevance", lock, 0, Trail(), None)
        session.save(remembered)

    def check(self, tmp_path: Path) -> None:
        """Check that every decision is on its article, and on no other."""
        answers = Answers(self.settings)
        lock, dam = id_of(answers, LOCK), id_of(answers, DAM)
        located = answers.library.load()
        assert located.missing == ()
        assert located.curation.articles.keys() == {lock, dam}
        assert kept(located.curation, lock).note == "Ask Lind for the report."
        assert kept(located.curation, dam).bookmark
        assert titles(answers, "tag:cracks") == [LOCK] and titles(answers, "tag:bookmark") == [DAM]
        assert titles(answers, "tag:promise") == [DAM]
        (quote,) = answers.search(Search(Scope("tag:promise", quotes=True))).quotes
        assert quote.quote.text == SAFE and quote.quote.speaker is not None
        assert quote.quote.speaker.resolved == "Ilka Vorrin"
        assert [one.quote.text for one in said(answers, 'speaker:"Ilka Vorrin"')] == [SAFE]
        assert said(answers, 'speaker:"Joss Tillman"') == []
        assert {one.quote.text for one in said(answers, 'speaker:"Anna Lind"')} == {
            "The gates will not hold,",
            "Nobody asked the engineers before the wall was raised,",
        }
        facets = answers.facets(CountFacets(Scope(""))).facets.entities
        names = {(one.type, one.name) for one in facets}
        assert ("person", "Anna Lind") in names and ("person", "Ana Lind") not in names
        assert "Ardova" not in {name for kind, name in names if kind == "place"}
        assert located.curation.searches == {"safety": SavedSearch("safe")}
        path = tmp_path / "kept.jsonl"
        assert export(answers, Job("kept", str(path), Scope(""), "newest", overwrite=True)) == 3
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        assert {(row["title"], row["note"]) for row in rows if row["note"]} == {(LOCK, "Ask Lind for the report.")}
        answers.close()
        marks = ReadMarks(user_folder())
        asyncio.run(marks.load())
        assert marks.is_read(lock) and not marks.is_read(dam)
        assert query_history.load(user_folder()) == ["cracks"]
        session = SessionFile(self.settings)
        remembered = session.load()
        place = remembered.place
        assert place is not None and (place.query, place.article) == ("cracks", lock)
        session.save(remembered)  # as every run of the interface does


def id_of(answers: Answers, title: str) -> str:
    return next(hit.id for hit in answers.search(Search(Scope(f'title:"{title}"'))).hits if hit.title == title)


def titles(answers: Answers, query: str) -> list[str]:
    return [hit.title for hit in answers.search(Search(Scope(query))).hits]


def said(answers: Answers, query: str):
    return list(answers.search(Search(Scope(query, quotes=True))).quotes)


@pytest.fixture
def work(tmp_path: Path, engine: str) -> Iterator[Investigation]:
    work = Investigation(tmp_path, engine)
    work.index()
    work.decide()
    work.check(tmp_path)
    yield work


def test_decisions_survive_every_kind_of_change(work: Investigation, engine: str, tmp_path: Path) -> None:
    # A file moves within its corpus.
    (work.news / "2024").mkdir()
    (work.news / "wire.jsonl").rename(work.news / "2024" / "wire.jsonl")
    work.index()
    work.check(tmp_path)
    # A record is added on top, another is removed.
    top = {"title": "Choir sings in the square", "text": "The choir of Kaldar sang for an hour in the square."}
    work.write([top, *RECORDS[1:]], "2024")
    work.index()
    work.check(tmp_path)
    # A corpus is added: another set of corpora, and another index folder.
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "orchards.txt").write_text(OTHER, "utf-8")
    work.index(for_paths(work.config, [str(work.news), str(tmp_path / "more")]))
    work.check(tmp_path)
    # The corpus is renamed, then its folder.
    renamed = tuple(CorpusConfig(name=f"{one.name} renamed", paths=one.paths) for one in work.settings.corpora)
    work.index(for_paths(replace(work.config, corpora=renamed), []))
    work.check(tmp_path)
    work.news = work.news.rename(tmp_path / "archive")
    moved = (CorpusConfig(name=renamed[0].name, paths=(str(work.news),)), *renamed[1:])
    work.index(for_paths(replace(work.config, corpora=moved), []))
    work.check(tmp_path)
    # The index is rebuilt, then built by another engine.
    work.index(rebuild=True)
    work.check(tmp_path)
    other = "tantivy" if engine == "whoosh" else "whoosh"
    if find_spec(other) is not None:
        config = replace(work.settings.config, index=replace(work.settings.config.index, engine=other))
        work.index(replace(work.settings, config=config))
        work.check(tmp_path)


def test_a_note_stays_on_its_record_when_another_is_added_above(work: Investigation, tmp_path: Path) -> None:
    for number in range(3):
        top = {"title": f"Bulletin number {number}", "text": f"The harbour reports {number} ships today."}
        work.write([top, *RECORDS])
        work.index()
        work.check(tmp_path)
        work.write([RECORDS[2], RECORDS[1], RECORDS[0], top])
        work.index()
        work.check(tmp_path)


def test_an_edited_article_keeps_its_decisions(work: Investigation, tmp_path: Path) -> None:
    added = STORY.replace("Minister Ilka Vorrin came", "It rained on Monday. Minister Ilka Vorrin came")
    (work.news / "story.txt").write_text(added, "utf-8")
    work.index()
    work.check(tmp_path)
    work.index(rebuild=True)
    work.check(tmp_path)


def test_decisions_about_missing_articles_are_kept_until_they_return(work: Investigation, tmp_path: Path) -> None:
    before = load(work.settings.curation_file)
    work.write([RECORDS[0], RECORDS[2]])
    work.index()
    answers = Answers(work.settings)
    located = answers.library.load()
    (missing,) = located.missing
    assert located.curation.articles[missing].note == "Ask Lind for the report."
    assert titles(answers, "tag:cracks") == []
    answers.close()
    work.write(RECORDS[::-1], "2025")
    work.index()
    work.check(tmp_path)
    assert load(work.settings.curation_file) == before


def test_a_separate_investigation_shares_nothing(work: Investigation, tmp_path: Path) -> None:
    before = load(work.settings.curation_file)
    own = replace(work.config, curation=CurationConfig(file=str(tmp_path / "leak" / "decisions.yaml")))
    answers = Answers(replace(work.settings, config=own))
    assert titles(answers, "tag:cracks") == []
    answers.library.change([EditItem(id_of(answers, LOCK), CuratedItem(), add=("leak",))])
    assert titles(answers, "tag:leak") == [LOCK]
    answers.close()
    assert load(work.settings.curation_file) == before


def test_decisions_of_an_earlier_version_reach_their_articles(work: Investigation) -> None:
    answers = Answers(work.settings)
    (hit,) = answers.search(Search(Scope('"it will stay safe"', quotes=True))).quotes
    answers.close()
    work.settings.curation_file.unlink()
    wire, story = work.news / "wire.jsonl", work.news / "story.txt"
    old = (
        f"articles:\n  0123: {{title: {LOCK}, locator: '{wire}#2', note: Ask Lind., tags: [cracks]}}\n"
        f"quotes:\n  4567@7-12: {{title: {DAM}, date: 2025-11-03, locator: '{story}', said: '{SAFE}', bookmark: yes}}\n"
        "merges: {Anna Lind: [Ana Lind]}\nrejected: [Ardova]\n"
    )
    (Path(work.settings.folder) / CURATION_NAME).write_text(old, "utf-8")
    assert len(take_over(work.settings)) == 1
    answers = Answers(work.settings)
    assert answers.library.load().missing == ()
    assert titles(answers, "tag:cracks") == [LOCK] and titles(answers, "tag:bookmark") == [DAM]
    key = quote_key(hit.article, hit.quote.start, hit.quote.end)
    assert answers.library.located.curation.quotes.keys() == {key}
    assert said(answers, 'speaker:"Anna Lind"') != []
    answers.library.change(
        [EditItem(key, CuratedItem(said=SAFE), bookmark=False), EditItem(id_of(answers, LOCK), CuratedItem(), note="")]
    )
    assert titles(answers, "tag:bookmark") == []
    after = load(work.settings.curation_file)
    assert after.quotes == {} and [one.tags for one in after.articles.values()] == [("cracks",)]
    answers.close()
