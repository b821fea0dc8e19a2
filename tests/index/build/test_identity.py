"""What happens to an article's id: nothing, whatever happens to files, records, corpora and the index."""

import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from newsexplore.index.build.build_run import build
from newsexplore.index.config.settings import Settings
from newsexplore.index.engines.places import locations

from .identity_steps import BRIDGE, DAM, FERRY, HARBOUR, articles, counts, ids, settings_of, write

ENGINES = ("whoosh", "tantivy")


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    if request.param != "whoosh" and find_spec(request.param) is None:
        pytest.skip(f"the package {request.param} is not installed")
    return request.param


def test_a_whole_session_changes_no_id(tmp_path: Path, engine_name: str) -> None:
    """Move, insert, reorder, remove, edit, add a corpus, rename, rebuild, change the engine, start over elsewhere."""
    news = tmp_path / "news"
    wire = write(news / "wire.jsonl", DAM, HARBOUR, BRIDGE)
    page = news / "page.txt"
    page.write_text("Mayor Resigns\n\nThe mayor resigned on Friday after the council had voted.\n")
    settings = settings_of({"news": [news]}, engine_name)
    assert counts(build(settings)) == (4, 0, 0, 0, 0)
    before = ids(settings)

    def unchanged(settings: Settings, corpus: str = "") -> bool:
        now = ids(settings, corpus)
        return all(now.get(title) == id for title, id in before.items())

    moved = news / "2024" / "wire.jsonl"
    moved.parent.mkdir()
    wire.rename(moved)
    page.rename(news / "2024" / "resigned.txt")
    assert counts(build(settings)) == (0, 0, 0, 4, 0)
    assert unchanged(settings)
    assert {one.source for one in articles(settings)} == {str(moved), str(news / "2024" / "resigned.txt")}

    write(moved, FERRY, DAM, HARBOUR, BRIDGE)
    assert counts(build(settings)) == (1, 0, 1, 3, 0)
    assert unchanged(settings)
    assert {one.title: one.locator for one in articles(settings)}["Dam Reopens"] == f"{moved}#2"

    write(moved, BRIDGE, DAM, HARBOUR)
    report = build(settings)
    assert (report.added, report.updated, report.removed) == (0, 0, 1)
    assert unchanged(settings)

    edited = DAM | {"text": DAM["text"] + " The engineers disagree."}
    write(moved, BRIDGE, edited, HARBOUR)
    assert counts(build(settings)) == (0, 1, 3, 0, 0)
    assert unchanged(settings)

    sport = tmp_path / "sport"
    write(sport / "wire.jsonl", {"title": "Cup Final", "text": "The cup final was played in the rain."})
    both = settings_of({"news": [news], "sport": [sport]}, engine_name)
    assert both.folder != settings.folder
    build(both)
    assert unchanged(both, "news")

    renamed = settings_of({"daily": [news], "sport": [sport]}, engine_name)
    build(renamed)
    assert unchanged(renamed, "daily")

    build(renamed, rebuild=True)
    assert unchanged(renamed)

    other = "whoosh" if engine_name == "tantivy" else "tantivy"
    if other == "whoosh" or find_spec(other) is not None:
        changed = settings_of({"daily": [news], "sport": [sport]}, other)
        build(changed)
        assert unchanged(changed)

    elsewhere = settings_of({"daily": [news]}, engine_name, tmp_path / "elsewhere")
    build(elsewhere)
    assert unchanged(elsewhere)


def test_an_article_edited_between_two_indexes_keeps_its_id(tmp_path: Path) -> None:
    wire = write(tmp_path / "news" / "wire.jsonl", DAM, HARBOUR)
    settings = settings_of({"news": [tmp_path / "news"]})
    build(settings)
    before = ids(settings)
    write(wire, HARBOUR, DAM | {"text": DAM["text"] + " The engineers disagree."})
    (tmp_path / "more").mkdir()
    larger = settings_of({"daily": [tmp_path / "news"], "more": [tmp_path / "more"]})
    build(larger)
    assert ids(larger) == before
    fresh = settings_of({"x": [tmp_path / "news"]}, index=tmp_path / "fresh")
    build(fresh)
    assert ids(fresh) == before


@pytest.mark.parametrize("key", ["a1", "1", "urn:example:news:4711", "https://n.example/dam"])
def test_declared_ids_name_articles(tmp_path: Path, key: str) -> None:
    """The record with an id stays itself: edited, moved within the file, and with another record above it."""
    wire = write(tmp_path / "wire.jsonl", {"id": key, **DAM}, {"id": f"{key}0", **HARBOUR})
    settings = settings_of({"news": [wire]})
    build(settings)
    before = ids(settings)
    edited = DAM | {"text": "The dam is safe, the minister said on Wednesday, and left."}
    write(wire, {"id": f"{key}9", **BRIDGE}, {"id": f"{key}0", **HARBOUR}, {"id": key, **edited})
    assert counts(build(settings)) == (1, 1, 1, 0, 0)
    assert before.items() <= ids(settings).items()


def test_row_numbers_are_no_names(tmp_path: Path) -> None:
    """Numbers that count rows name other articles as soon as a row is inserted."""
    wire = write(tmp_path / "wire.jsonl", *({"id": n, **one} for n, one in enumerate((DAM, HARBOUR, BRIDGE))))
    settings = settings_of({"news": [wire]})
    build(settings)
    before = ids(settings)
    write(wire, *({"id": n, **one} for n, one in enumerate((FERRY, DAM, HARBOUR, BRIDGE))))
    assert counts(build(settings)) == (1, 0, 0, 3, 0)
    assert before.items() <= ids(settings).items()
    write(wire, *({"id": n, **one} for n, one in enumerate((HARBOUR, FERRY))))
    build(settings)
    assert ids(settings)["Harbour Closed"] == before["Harbour Closed"]
    write(wire, {"id": 0, **BRIDGE})
    build(settings)
    assert ids(settings)["Bridge Opens"] == before["Bridge Opens"]
    assert before["Harbour Closed"] not in ids(settings).values()


@pytest.mark.parametrize("key", ["1", "a1", "https://n.example/story"])
def test_two_texts_of_one_declared_id_are_two_articles_whatever_is_removed(tmp_path: Path, key: str) -> None:
    wire = write(tmp_path / "wire.jsonl", {"id": key, **DAM}, {"id": key, **HARBOUR})
    settings = settings_of({"news": [wire]})
    assert build(settings).articles == 2
    before = ids(settings)
    assert len(set(before.values())) == 2
    for left in (HARBOUR, DAM):
        write(wire, {"id": key, **left})
        assert build(settings).articles == 1
        assert ids(settings).items() <= before.items()
        again = settings_of({"news": [wire]}, index=tmp_path / f"again {left['title']}")
        build(again)
        assert ids(again).items() <= before.items()
        write(wire, {"id": key, **HARBOUR}, {"id": key, **DAM})
        build(settings)
        assert ids(settings) == before
        shutil.rmtree(again.folder)
        build(again)
        assert ids(again) == before


def test_two_feeds_with_the_same_ids_share_none(tmp_path: Path) -> None:
    for n, key in enumerate(("1", "a1")):
        one = write(tmp_path / f"one{n}.jsonl", {"id": key, **DAM})
        two = write(tmp_path / f"two{n}.jsonl", {"id": key, **HARBOUR})
        apart = [settings_of({"a": [path]}) for path in (one, two)]
        for settings in apart:
            build(settings)
        together = settings_of({"a": [one], "b": [two]})
        assert build(together).articles == 2
        assert ids(together) == ids(apart[0]) | ids(apart[1])
        assert len(set(ids(together).values())) == 2


def test_the_address_of_a_page_names_it(tmp_path: Path) -> None:
    """An edited page is the same article even where no index has seen it before."""
    dam = {"url": "https://www.n.example/dam/?utm_source=x#top", **DAM}
    edited = {"url": "http://n.example/dam", "title": "Dam Leaks", "text": "It leaks after all, and was closed."}
    one = settings_of({"a": [write(tmp_path / "a.jsonl", dam)]})
    two = settings_of({"b": [write(tmp_path / "b.jsonl", edited)]}, index=tmp_path / "two")
    build(one)
    build(two)
    assert [*ids(one).values()] == [*ids(two).values()]


def test_versions_of_a_page_in_two_files_are_two_articles(tmp_path: Path) -> None:
    folder = tmp_path / "crawls"
    write(folder / "1.jsonl", {"url": "https://n.example/dam", **DAM})
    write(folder / "2.jsonl", {"url": "https://n.example/dam", **DAM, "title": "Dam Leaks"})
    settings = settings_of({"crawls": [folder]})
    assert build(settings).articles == 2
    before = ids(settings)
    assert len(set(before.values())) == 2
    (folder / "1.jsonl").unlink()
    build(settings)
    assert ids(settings).items() <= before.items()


def test_equal_names_of_files_do_not_collide(tmp_path: Path) -> None:
    paths = [tmp_path / side / "news" for side in ("a", "b")]
    for path, text in zip(paths, ("First story of the left.", "Other story of the right."), strict=True):
        path.mkdir(parents=True)
        (path / "1.txt").write_text(text)
    settings = settings_of({"news": paths})
    report = build(settings)
    assert (report.added, report.articles) == (2, 2)
    years = tmp_path / "years"
    write(years / "2016" / "w.jsonl", {"id": 1, **DAM})
    write(years / "2017" / "w.jsonl", {"id": 1, **HARBOUR})
    report = build(settings_of({"years": [years / "2016" / "w.jsonl", years / "2017" / "w.jsonl"]}))
    assert (report.added, report.articles) == (2, 2)


def test_two_corpora_over_the_same_files_share_the_articles(tmp_path: Path, engine_name: str) -> None:
    folder = tmp_path / "news"
    write(folder / "2017" / "wire.jsonl", DAM, HARBOUR)
    write(folder / "wire.jsonl", BRIDGE)
    corpora = {"all": [folder], "year": [folder / "2017"]}
    settings = settings_of(corpora, engine_name, tmp_path / "index")
    report = build(settings)
    assert (report.added, report.moved, report.articles) == (3, 2, 3)
    for _ in range(2):
        report = build(settings)
        assert counts(report) == (0, 0, 5, 0, 0)
    assert len(ids(settings, "all")) == 3
    assert set(ids(settings, "year")) == {"Dam Reopens", "Harbour Closed"}
    before = ids(settings)
    without = settings_of({"all": [folder]}, engine_name, tmp_path / "other")
    build(without)
    assert ids(without) == before
    (folder / "2017" / "wire.jsonl").rename(folder / "moved.jsonl")
    (folder / "2017" / "keep.jsonl").write_text(json.dumps(FERRY))
    build(settings)
    assert set(ids(settings, "year")) == {"Ferry Aground"}
    assert before.items() <= ids(settings, "all").items()
    assert all(len(locations(one)) == 1 for one in articles(settings, "all") if one.title != "Ferry Aground")


def test_an_article_decided_twice_survives_a_commit_in_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine every step may be committed at once."""
    monkeypatch.setattr("newsexplore.index.build.commits._SECONDS", (0.0, 0.0))
    test_two_corpora_over_the_same_files_share_the_articles(tmp_path, "whoosh")


def test_a_wire_story_in_two_outlets_is_two_articles(tmp_path: Path) -> None:
    write(tmp_path / "news" / "a.jsonl", {"outlet": "Courier", **DAM})
    write(tmp_path / "news" / "b.jsonl", {"outlet": "Gazette", **DAM})
    settings = settings_of({"news": [tmp_path / "news"]})
    assert build(settings).articles == 2
    assert len({one.id for one in articles(settings)}) == 2


def test_equal_records_are_as_many_articles(tmp_path: Path) -> None:
    """None is dropped; as many ids stay as there are records, whichever of them go."""
    folder = tmp_path / "news"
    write(folder / "a.jsonl", DAM, DAM, HARBOUR)
    write(folder / "b.jsonl", DAM)
    settings = settings_of({"news": [folder]}, index=tmp_path / "index")
    assert build(settings).articles == 4
    three = sorted(one.id for one in articles(settings) if one.title == "Dam Reopens")
    assert [one.removeprefix(three[0]) for one in three] == ["", "-2", "-3"]
    write(folder / "a.jsonl", DAM, HARBOUR)
    assert build(settings).removed == 1
    assert sorted(one.id for one in articles(settings) if one.title == "Dam Reopens") == three[:2]
    (folder / "a.jsonl").unlink()
    build(settings)
    (dam,) = articles(settings)
    assert (dam.id, dam.source) == (three[0], str(folder / "b.jsonl"))
    shutil.copy(folder / "b.jsonl", folder / "c.jsonl")
    build(settings)
    (folder / "b.jsonl").unlink()
    build(settings)
    (dam,) = articles(settings)
    assert (dam.id, dam.source) == (three[0], str(folder / "c.jsonl"))


def test_another_story_in_the_place_of_one_is_another_article(tmp_path: Path) -> None:
    path = tmp_path / "news" / "top.txt"
    path.parent.mkdir()
    path.write_text("Dam Reopens\n\nThe dam is safe, the minister said on Tuesday.\n")
    settings = settings_of({"news": [path.parent]})
    build(settings)
    before = ids(settings)
    path.write_text("Harbour Closed\n\nForty boats wait outside the harbour in the storm.\n")
    assert counts(build(settings)) == (1, 0, 0, 0, 1)
    assert not set(before.values()) & set(ids(settings).values())


def test_a_daily_report_is_not_an_edition_of_yesterdays(tmp_path: Path) -> None:
    path = tmp_path / "weather.jsonl"
    body = "Cloudy with rain in the north, dry in the south, and a fresh wind along the coast until the evening. " * 3

    def report(day: int) -> dict[str, str]:
        return {"title": f"Weather for day {day}", "date": f"2017-11-{day:02}", "text": f"{body} High: {day}."}

    write(path, report(1))
    settings = settings_of({"weather": [path]})
    build(settings)
    before = ids(settings)
    write(path, report(2))
    assert counts(build(settings)) == (1, 0, 0, 0, 1)
    assert not set(before.values()) & set(ids(settings).values())
