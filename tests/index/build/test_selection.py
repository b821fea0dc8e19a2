"""Runs over a part of the files: shares that are stable, and files that were rejected before."""

import json
import os
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from newsexplore.index.build.build_run import BuildError, Report, build
from newsexplore.index.build.selection import Shard
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.index.corpus.sources import Source, sources
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import never
from newsexplore.index.query.tree import Everything

CONFIG = load_config(None)
NAMES = [f"{section}/{number}.txt" for section in ("local", "world", "sport") for number in range(6)]


def story(folder: Path, name: str, word: str = "") -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"Report of {name}\n\nThe {word or name} council met on Tuesday, the chair said.\n", "utf-8")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name in NAMES:
        story(tmp_path / "news", name)
    records = [{"title": f"Row {n}", "text": f"The harbour held {n} ships on Monday."} for n in range(5)]
    (tmp_path / "news/rows.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return tmp_path / "news"


def settings_of(corpus: Path, index: str) -> Settings:
    return for_paths(CONFIG, [str(corpus)], str(corpus.parent / index))


def contents(settings: Settings) -> dict[str, tuple[str, str]]:
    engine = open_engine(settings.config.index.engine, settings.engine_folder, create=False)
    try:
        ids = list(engine.ids(Everything(), sort="relevance", cancelled=never))
        return {article.id: (article.text, article.locator) for article in engine.articles(ids)}
    finally:
        engine.close()


def changes(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.removed


def test_the_shares_together_are_the_whole(corpus: Path) -> None:
    whole = settings_of(corpus, "whole")
    parts = settings_of(corpus, "parts")
    build(whole)
    reports = [build(parts, shard=Shard(number, 4)) for number in (3, 1, 4, 2)]
    assert contents(parts) == contents(whole)
    assert sum(report.added for report in reports) == reports[-1].articles == len(NAMES) + 5
    assert sum(1 for report in reports if report.added) > 1
    assert changes(build(parts)) == (0, 0, len(NAMES) + 5, 0)


def test_every_file_is_in_one_share_and_no_other_file_moves_it(corpus: Path, tmp_path: Path) -> None:
    def places(root: Path) -> dict[str, list[int]]:
        corpus = settings_of(root, "index").corpora[0]
        found = [source for source in sources(corpus) if isinstance(source, Source)]
        return {
            os.path.relpath(source.path, root): [n for n in range(1, 8) if Shard(n, 7).holds(source.path, corpus.paths)]
            for source in found
        }

    before = places(corpus)
    assert all(len(shares) == 1 for shares in before.values())
    assert max(Counter(share for (share,) in before.values()).values()) <= len(before) / 2
    story(corpus, "aaa/first.txt")
    assert {name: share for name, share in places(corpus).items() if name in before} == before
    corpus.rename(tmp_path / "mounted elsewhere")
    assert {n: s for n, s in places(tmp_path / "mounted elsewhere").items() if n in before} == before


def test_a_share_leaves_the_articles_of_the_others_alone(corpus: Path) -> None:
    settings = settings_of(corpus, "index")
    build(settings)
    for name in NAMES:
        (corpus / name).unlink()
    story(corpus, "new/one.txt")
    left = build(settings, shard=Shard(1, 3), prune=True).articles
    assert 6 < left < len(NAMES) + 6
    assert changes(build(settings, shard=Shard(1, 3)))[::3] == (0, 0)
    for number in (2, 3):
        build(settings, shard=Shard(number, 3))
    assert {Path(place.split("#")[0]).name for _, place in contents(settings).values()} == {"one.txt", "rows.jsonl"}


def test_a_share_is_rebuilt_without_the_others(corpus: Path) -> None:
    settings = settings_of(corpus, "index")
    build(settings)
    report = build(settings, shard=Shard(1, 3), rebuild=True)
    assert (report.added, report.removed, report.articles) == (0, 0, len(NAMES) + 5)
    assert 0 < report.updated < len(NAMES) + 5


def test_a_share_does_not_replace_an_index_that_cannot_be_kept(corpus: Path) -> None:
    settings = settings_of(corpus, "index")
    build(settings)
    for path in settings.engine_folder.iterdir():
        path.write_bytes(b"damaged")
    with pytest.raises(BuildError, match="needs every file"):
        build(settings, shard=Shard(1, 3), rebuild=True)
    assert build(settings, rebuild=True).articles == len(NAMES) + 5


def test_equal_articles_of_two_shares_are_both_kept(corpus: Path) -> None:
    for number in range(8):
        (corpus / f"copy-{number}.txt").write_text("Ferry\n\nThe ferry sank off the coast on Monday.\n", "utf-8")
    settings = settings_of(corpus, "index")
    reports = [build(settings, shard=Shard(number, 3)) for number in (1, 2, 3, 1, 2, 3)]
    assert [report.articles for report in reports[2:]] == [len(NAMES) + 13] * 4
    assert set(contents(settings)) == set(contents(build_whole(corpus)))


def build_whole(corpus: Path) -> Settings:
    settings = settings_of(corpus, "whole")
    build(settings)
    return settings


def test_retry_reads_only_what_was_rejected(corpus: Path) -> None:
    bad = corpus / "bad.json"
    bad.write_text("{]", "utf-8")
    half = corpus / "half.jsonl"
    half.write_text('{"title": "Storm", "text": "Nobody was hurt."}\n{]\n', "utf-8")
    settings = settings_of(corpus, "index")
    assert build(settings).rejected == 2
    story(corpus, "new.txt")
    (corpus / NAMES[0]).unlink()
    report = build(settings, retry=True)
    assert changes(report) == (0, 0, len(NAMES) + 5, 0)
    assert (report.rejected, report.articles) == (2, len(NAMES) + 6)
    bad.write_text('{"title": "Dam", "text": "The dam holds, the minister said."}', "utf-8")
    report = build(settings, retry=True)
    assert changes(report) == (1, 0, len(NAMES) + 5, 0)
    assert report.rejected == 1
    assert changes(build(settings)) == (1, 0, len(NAMES) + 6, 1)


def test_retry_reads_a_file_that_is_the_same_once_its_extra_is_there(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "a.rtf").write_text(r"{\rtf1 The dam holds.\par The minister said so on Tuesday.\par}", "utf-8")
    settings = settings_of(corpus, "index")
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "striprtf.striprtf", None)
        assert build(settings).rejected == 1
        assert build(settings, retry=True).rejected == 1
    assert changes(build(settings)) == (0, 0, len(NAMES) + 5, 0)
    report = build(settings, retry=True)
    assert (changes(report), report.rejected) == ((1, 0, len(NAMES) + 5, 0), 0)


@pytest.mark.skipif(os.geteuid() == 0, reason="every folder is open to root")
def test_retry_reads_a_folder_that_could_not_be_opened(corpus: Path) -> None:
    closed = corpus / "world"
    closed.chmod(0)
    settings = settings_of(corpus, "index")
    try:
        assert build(settings).rejected == 1
    finally:
        closed.chmod(0o755)
    assert changes(build(settings, retry=True)) == (6, 0, len(NAMES) - 1, 0)
    assert build(settings).rejected == 0


def test_retry_reads_a_folder_that_was_not_there(corpus: Path, tmp_path: Path) -> None:
    paths = [str(corpus), str(tmp_path / "late")]
    (tmp_path / "late").mkdir()
    settings = for_paths(CONFIG, paths, str(tmp_path / "index"))
    (tmp_path / "late").rmdir()
    assert build(settings).rejected == 1
    story(tmp_path / "late", "one.txt")
    report = build(settings, retry=True)
    assert (changes(report), report.rejected) == ((1, 0, len(NAMES) + 5, 0), 0)
    assert changes(build(settings)) == (0, 0, len(NAMES) + 6, 0)


def test_every_file_and_member_is_accounted_for(tmp_path: Path) -> None:
    """What goes in, file by file and member by member, is what comes out as articles, rejects and skips, every time."""
    folder = tmp_path / "mixed"
    story(folder, "a.txt")
    story(folder, "deep/b.txt")
    (folder / "c.png").write_bytes(b"\x89PNG\r\n")
    (folder / "d.bin").write_bytes(bytes(range(250)))
    (folder / "e.txt").write_bytes(b"")
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / ".git").mkdir()
    (folder / ".git/config").write_text("x")
    (folder / "~$draft.docx").write_bytes(b"x")
    (folder / "deep/Thumbs.db").write_bytes(b"x")
    with zipfile.ZipFile(folder / "f.zip", "w") as archive:
        archive.writestr("g.txt", "Storm\n\nNobody was hurt in the storm, the mayor said.\n")
        archive.writestr("h.css", "p {}")
        archive.writestr("i.json", "{]")
        archive.writestr("__MACOSX/._g.txt", "x")
    (folder / "j.jsonl").write_text('{"title": "Dam", "text": "It holds, they said."}\n{]\n', "utf-8")
    files = {"a.txt", "b.txt", "c.png", "d.bin", "e.txt", ".DS_Store", ".git", "~$draft.docx", "Thumbs.db"}
    given = len(files) + len({"g.txt", "h.css", "i.json", "._g.txt"}) + len({"j.jsonl#1", "j.jsonl#2"})
    settings = for_paths(CONFIG, [str(folder)])
    for again in (False, True):
        report = build(settings)
        assert (report.seen, report.rejected, report.skipped) == (4, 4, 7)
        assert report.seen + report.rejected + report.skipped == given
        assert report.unchanged == (4 if again else 0)
    engine = open_engine("whoosh", settings.engine_folder, create=False)
    try:
        kinds = Counter[str]()
        for state in engine.sources():
            kinds.update({skip.kind: skip.count for skip in state.skips})
    finally:
        engine.close()
    assert kinds["hidden files and system files"] == 4
    (folder / ".DS_Store").unlink()
    assert build(settings).skipped == 6


def test_files_that_the_configuration_leaves_out_are_counted(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "newsexplore.yaml"
    file.write_text(f'corpora: [{{name: n, paths: ["{corpus}"], include: ["*.txt"], exclude: [sport]}}]\n', "utf-8")
    report = build(for_paths(load_config(file), []))
    assert (report.articles, report.skipped) == (12, 2)
