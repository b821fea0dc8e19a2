"""Bringing an index up to date: what is new, changed, gone or unreadable, and what a stop leaves behind."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import msgspec
import pytest

from newsexplore.index.build.build_run import BuildError, build
from newsexplore.index.build.progress import Counts, Reporter
from newsexplore.index.build.unfinished_run import state
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, SettingsError, for_paths, read_about
from newsexplore.index.engines import open_engine
from newsexplore.index.processes import isolation
from newsexplore.index.processes.build_process import Order
from newsexplore.index.processes.framing import HEAD, framed, read_exactly
from newsexplore.index.protocol.build_progress import Progress
from newsexplore.index.protocol.questions import Scope, Search
from newsexplore.index.search.index_answers import Answers

CONFIG = load_config(None)


def story(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    story(folder, "dam", "Dam Reopens\n\n“The dam is safe,” the minister said on Tuesday.\n")
    story(folder, "harbour", "Harbour Closed\n\nThe harbour was closed by the storm.\n")
    return folder


def settings_of(corpus: Path) -> Settings:
    return for_paths(CONFIG, [str(corpus)])


def titles(settings: Settings, query: str) -> list[str]:
    answers = Answers(settings)
    try:
        return [hit.title for hit in answers.search(Search(Scope(query))).hits]
    finally:
        answers.close()


def test_everything_is_added_and_can_be_searched(corpus: Path) -> None:
    settings = settings_of(corpus)
    report = build(settings)
    assert (report.seen, report.added, report.articles, report.rejected) == (2, 2, 2, 0)
    assert titles(settings, "dam") == ["Dam Reopens"]


def test_nothing_is_read_twice(corpus: Path) -> None:
    build(settings_of(corpus))
    report = build(settings_of(corpus))
    assert (report.added, report.updated, report.unchanged, report.removed) == (0, 0, 2, 0)


def test_what_was_added_changed_and_removed_is_found(corpus: Path) -> None:
    settings = settings_of(corpus)
    build(settings)
    story(corpus, "dam", "Dam Reopens\n\n“The dam is safe,” the minister said on Tuesday. It leaks.\n")
    story(corpus, "bridge", "Bridge Opens\n\nThe bridge is open.\n")
    (corpus / "harbour.txt").unlink()
    report = build(settings)
    assert (report.added, report.updated, report.unchanged, report.removed) == (1, 1, 0, 1)
    assert titles(settings, "harbour") == []
    assert titles(settings, "leaks") == ["Dam Reopens"]
    assert report.articles == 2


def test_a_file_only_touched_is_unchanged(corpus: Path) -> None:
    build(settings_of(corpus))
    os.utime(corpus / "dam.txt", (1, 1))
    report = build(settings_of(corpus))
    assert (report.updated, report.unchanged) == (0, 2)


def test_records_that_vanish_from_a_file_are_removed(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    records = [{"id": n, "title": f"Report {n}", "text": f"The text of report {n} is here."} for n in range(3)]
    path.write_text("\n".join(map(json.dumps, records)))
    build(settings_of(path))
    path.write_text("\n".join(map(json.dumps, records[1:])))
    report = build(settings_of(path))
    assert (report.unchanged, report.removed, report.articles) == (2, 1, 2)


def test_what_cannot_be_read_costs_one_line(corpus: Path) -> None:
    (corpus / "noise.txt").write_bytes(bytes(range(256)) * 20)
    (corpus / "broken.json").write_text("{")
    rejects: list[str] = []

    def on_progress(progress: Progress) -> None:
        rejects.extend(reject.locator for reject in progress.rejects)

    report = build(settings_of(corpus), on_progress=on_progress)
    assert (report.added, report.rejected) == (2, 2)
    assert sorted(Path(one).name for one in rejects) == ["broken.json", "noise.txt"]
    assert build(settings_of(corpus)).rejected == 2, "remembered without reading it again"


def test_other_settings_extract_again(corpus: Path) -> None:
    build(settings_of(corpus))
    entities = msgspec.structs.replace(CONFIG.entities, gazetteer={"org": ("Harbour Board",)})
    report = build(for_paths(msgspec.structs.replace(CONFIG, entities=entities), [str(corpus)]))
    assert (report.updated, report.unchanged) == (2, 0)


def test_an_unplugged_corpus_keeps_its_articles(corpus: Path) -> None:
    settings = settings_of(corpus)
    build(settings)
    away = corpus.rename(corpus.with_name("away"))
    report = build(settings)
    assert (report.articles, report.removed, report.rejected) == (2, 0, 1)
    corpus.mkdir()
    report = build(settings)
    assert (report.articles, report.removed) == (2, 0), "a mount point without its drive is an empty folder"
    assert [(root.path, root.articles, root.reason) for root in report.missing] == [(str(corpus), 2, "is empty")]
    corpus.rmdir()
    away.rename(corpus)
    assert build(settings).unchanged == 2


def test_a_cancelled_run_keeps_what_it_finished_and_goes_on_later(corpus: Path) -> None:
    settings = settings_of(corpus)
    calls = iter(range(1000))
    report = build(settings, cancelled=lambda: next(calls) > 5)
    assert not report.complete
    assert report.added == report.articles
    assert state(settings) == "interrupted"
    report = build(settings)
    assert report.complete
    assert report.articles == 2
    assert state(settings) == "complete"


def test_an_index_is_complete_but_while_a_run_reads_and_after_one_that_was_stopped(corpus: Path) -> None:
    settings = settings_of(corpus)
    states: dict[str, str] = {}

    def note(progress: Progress) -> None:
        states[progress.stage] = state(settings)

    build(settings, on_progress=note)
    assert states.pop("done") == "complete"
    assert set(states.values()) == {"running"}
    states.clear()
    build(settings, on_progress=note)
    assert set(states.values()) == {"complete"}, "nothing is new"
    (corpus / "third.txt").write_text("Title: Third\n\nThe third story.", "utf-8")
    assert not build(settings, cancelled=lambda: state(settings) != "complete").complete
    assert state(settings) == "interrupted"
    build(settings, on_progress=note)
    assert states["scanning"] == "running", "the index is not complete yet"
    assert state(settings) == "complete"


def test_progress_ends_with_done(corpus: Path) -> None:
    stages: list[str] = []
    build(settings_of(corpus), on_progress=lambda progress: stages.append(progress.stage))
    assert stages[0] == "scanning"
    assert stages[-1] == "done"


def test_rebuild_replaces_a_damaged_index(corpus: Path) -> None:
    settings = settings_of(corpus)
    build(settings)
    for path in settings.engine_folder.iterdir():
        path.write_bytes(b"damaged")
    with pytest.raises(BuildError, match="rebuild"):
        build(settings)
    assert build(settings, rebuild=True).articles == 2
    assert titles(settings, "dam") == ["Dam Reopens"]


@pytest.mark.parametrize(("name", "file"), [("whoosh", "*.pack"), ("tantivy", "*/*.term"), ("tantivy", "*.pack")])
def test_rebuild_replaces_an_index_that_opens_in_spite_of_damage(corpus: Path, name: str, file: str) -> None:
    if name != "whoosh":
        pytest.importorskip(name)
    index = msgspec.convert({**msgspec.to_builtins(CONFIG.index), "engine": name}, type(CONFIG.index))
    settings = for_paths(msgspec.structs.replace(CONFIG, index=index), [str(corpus)])
    build(settings)
    path = max(settings.engine_folder.glob(file), key=lambda path: path.stat().st_size)
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 4
    path.write_bytes(data)
    assert build(settings, rebuild=True).articles == 2
    engine = open_engine(name, settings.engine_folder, create=False)
    assert engine.check() == []
    engine.close()
    assert titles(settings, "dam") == ["Dam Reopens"]


def test_an_index_of_another_version_is_made_anew_unasked(corpus: Path) -> None:
    settings = settings_of(corpus)
    build(settings)
    for path in settings.engine_folder.glob("*.commit"):
        path.rename(path.with_name("_newsexplore0_1.commit"))
    assert build(settings).added == 2
    assert titles(settings, "dam") == ["Dam Reopens"]


def test_workers_make_the_same_index_as_one_process(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    text = "The harbour master said the storm had closed the port. " * 12
    path.write_text("\n".join(json.dumps({"id": n, "title": f"Report {n}", "text": text}) for n in range(300)))
    one = build(for_paths(CONFIG, [str(path)], str(tmp_path / "one")), jobs=1)
    two = build(for_paths(CONFIG, [str(path)], str(tmp_path / "two")), jobs=2)
    assert (one.added, two.added, two.articles) == (300, 300, 300)


def test_a_killed_run_leaves_the_last_commit_whole(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    story(corpus, "dam", "Dam Reopens\n\nThe dam is safe.\n")
    settings = settings_of(corpus)
    build(settings)
    text = "The harbour master said the storm had closed the port. " * 6
    (corpus / "wire.jsonl").write_text(
        "\n".join(json.dumps({"id": n, "title": f"Report {n}", "text": text}) for n in range(1000))
    )
    process = subprocess.Popen(
        isolation.command("newsexplore.index.processes.build_process"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(framed(Order(settings)))
    process.stdin.flush()
    stage = ""
    while stage != "reading":
        head = read_exactly(process.stdout.fileno(), HEAD.size)
        assert head is not None, f"it ended after {stage!r}"
        body = read_exactly(process.stdout.fileno(), HEAD.unpack(head)[0])
        stage = msgspec.msgpack.decode(body or b"", type=Progress).stage
    time.sleep(0.3)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdin.close()
    process.stdout.close()
    assert titles(settings, "dam") == ["Dam Reopens"]
    assert build(settings).articles == 1001


@pytest.mark.parametrize("emptied", [True, False])
def test_prune_removes_what_a_missing_or_empty_folder_held(corpus: Path, tmp_path: Path, emptied: bool) -> None:
    other = tmp_path / "other"
    story(other, "bridge", "Bridge Opens\n\nThe bridge is open.\n")
    settings = for_paths(CONFIG, [str(corpus), str(other)])
    build(settings)
    for path in corpus.iterdir():
        path.unlink()
    if not emptied:
        corpus.rmdir()
    told: list[Progress] = []
    report = build(settings, on_progress=told.append)
    assert (report.articles, report.removed, report.unchanged) == (3, 0, 3)
    assert [(root.corpus, root.articles) for root in report.missing] == [("corpus", 2)]
    assert told[-1].missing == report.missing
    assert "--prune" in told[-1].message
    report = build(settings, prune=True)
    assert (report.articles, report.removed, report.missing) == (1, 2, ())
    assert titles(settings, "dam") == []
    assert build(settings).missing == ()


def test_prune_keeps_what_cannot_be_opened(corpus: Path) -> None:
    story(corpus / "locked", "bridge", "Bridge Opens\n\nThe bridge is open.\n")
    settings = settings_of(corpus)
    build(settings)
    (corpus / "locked").chmod(0)
    try:
        if os.access(corpus / "locked", os.R_OK):
            pytest.skip("this user may open everything")
        assert build(settings, prune=True).articles == 3
    finally:
        (corpus / "locked").chmod(0o700)


def test_verify_finds_a_change_that_size_and_time_do_not_show(corpus: Path) -> None:
    settings = settings_of(corpus)
    path = corpus / "harbour.txt"
    build(settings)
    status = path.stat()
    path.write_text(path.read_text().replace("closed by", "opened by"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    path.write_text(path.read_text().replace("opened by", "braved by"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert build(settings).unchanged == 2
    report = build(settings, verify=True)
    assert (report.updated, report.unchanged) == (1, 1)
    assert titles(settings, "braved") == ["Harbour Closed"]
    assert build(settings, verify=True).unchanged == 2


def test_a_busy_index_is_left_alone(corpus: Path, tmp_path: Path) -> None:
    """A run that is refused must not claim the folder: the next one would remove the owner's articles."""
    settings = for_paths(CONFIG, [str(corpus)], str(tmp_path / "index"))
    build(settings)
    other = story(tmp_path / "other", "bridge", "Bridge Opens\n\nThe bridge is open.\n").parent
    engine = open_engine("whoosh", settings.engine_folder, create=False)
    with engine.hold(), pytest.raises(BuildError, match="Another process"):
        build(for_paths(CONFIG, [str(other)], settings.folder, replace=True), rebuild=True)
    engine.close()
    about = read_about(Path(settings.folder))
    assert about is not None
    assert about.corpora == settings.corpora
    with pytest.raises(SettingsError, match="holds other corpora"):
        for_paths(CONFIG, [str(other)], settings.folder)
    assert titles(settings, "dam") == ["Dam Reopens"]


def test_a_file_is_no_further_than_its_articles_are_extracted() -> None:
    told: list[Progress] = []
    counts = Counts()
    reporter = Reporter(told.append, counts)
    reporter.bytes_to_read = reporter.bytes_read = 1000  # a small file is read at once
    for counts.read, counts.added in ((100, 0), (100, 25), (400, 50), (400, 300), (400, 400)):
        reporter.report("reading", always=True)
    assert [one.fraction for one in told] == [0, 0.25, 0.25, 0.75, 1]


def test_no_second_run_gets_in_between_two_commits(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_of(corpus)
    build(settings)
    monkeypatch.setattr("newsexplore.index.build.commits._SECONDS", (0.0, 0.0))
    story(corpus, "bridge", "Bridge Opens\n\nThe bridge is open.\n")
    refused: list[str] = []

    def on_progress(progress: Progress) -> None:
        if progress.stage in ("scanning", "reading", "merging"):
            with pytest.raises(BuildError) as raised:
                build(settings)
            refused.append(str(raised.value))

    build(settings, on_progress=on_progress)
    assert len(refused) > 1


@pytest.mark.parametrize("damage", [b"", b"{", b'{"engine": "whoosh", "corpora": [{"name": "\xff"}]}', b"\x00" * 50])
def test_a_damaged_note_of_an_index_breaks_nothing(corpus: Path, damage: bytes) -> None:
    settings = settings_of(corpus)
    build(settings)
    (Path(settings.folder) / "about.json").write_bytes(damage)
    assert settings_of(corpus) == settings
    assert titles(settings_of(corpus), "dam") == ["Dam Reopens"]
    assert build(settings_of(corpus)).unchanged == 2
    assert read_about(Path(settings.folder)) is not None


def test_an_index_folder_takes_a_larger_or_renamed_set_of_corpora(corpus: Path, tmp_path: Path) -> None:
    """What no article would be lost by needs no rebuilding."""
    index = str(tmp_path / "index")
    other = story(tmp_path / "other", "bridge", "Bridge Opens\n\nThe bridge is open.\n").parent
    build(for_paths(CONFIG, [str(corpus)], index))
    report = build(for_paths(CONFIG, [str(corpus), str(other)], index))
    assert (report.added, report.unchanged) == (1, 2)
    report = build(for_paths(CONFIG, [str(tmp_path)], str(tmp_path / "index2")))
    with pytest.raises(SettingsError, match="holds other corpora"):
        for_paths(CONFIG, [str(other)], index)


def test_without_its_note_an_index_is_not_taken_for_another(corpus: Path, tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    settings = for_paths(CONFIG, [str(corpus)], index)
    build(settings)
    (tmp_path / "index" / "about.json").write_bytes(b"\xff{")
    with pytest.raises(SettingsError, match=r"about\.json"):
        for_paths(CONFIG, [], index)
    other = story(tmp_path / "other", "bridge", "Bridge Opens\n\nThe bridge is open.\n").parent
    with pytest.raises(BuildError, match=r"about\.json"):
        build(for_paths(CONFIG, [str(other)], index))
    assert build(settings).unchanged == 2
    assert for_paths(CONFIG, [], index) == settings
