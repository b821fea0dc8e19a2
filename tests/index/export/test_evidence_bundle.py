"""Evidence bundles: what is cited comes with its originals, and no byte of it changes unnoticed."""

import hashlib
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from newsexplore.index.build.build_run import build
from newsexplore.index.config.configuration import CurationConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.index.corpus import originals
from newsexplore.index.export.bundles.bundle_check import BundleError, BundleReport, verify_bundle
from newsexplore.index.export.export_run import export
from newsexplore.index.export.job import Job
from newsexplore.index.protocol.questions import Scope
from newsexplore.index.search.index_answers import Answers

LINES = [
    {"title": "Dam", "text": "“The dam is safe,” Ilka Vorrin said.", "outlet": "Courier"},
    {"title": "Ceiling", "text": "Ilka Vorrin denied that the dam was exceeding its ceiling.", "date": "2025-11-03"},
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "wire \x1b[2J.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES), "utf-8")
    (corpus / "note.txt").write_text("A dam\n\n“Nobody asked about the dam,” said Ilka Vorrin.", "utf-8")
    with zipfile.ZipFile(corpus / "more.zip", "w") as archive:
        archive.writestr("in/dam.txt", "Another dam\n\n“This dam is older,” Ilka Vorrin said.")
        archive.writestr("in/unrelated.txt", "Fog\n\nFog lay over the valley that morning.")
    config = replace(load_config(None), curation=CurationConfig(file=str(tmp_path / "curation.yaml")))
    settings = for_paths(config, [str(corpus)], str(tmp_path / "i"))
    build(settings)
    return settings


def bundle(settings: Settings, path: Path) -> tuple[int, BundleReport]:
    answers = Answers(settings)
    try:
        number = export(answers, Job("quotes", str(path), Scope("dam"), "newest", overwrite=True))
    finally:
        answers.close()
    return number, verify_bundle(path)


def test_what_is_cited_comes_with_its_originals(settings: Settings, tmp_path: Path) -> None:
    number, report = bundle(settings, tmp_path / "b.zip")
    assert (number, report.quotes, report.problems) == (4, 4, ())
    assert len(report.read_again) == len(report.manifest.articles) == 4
    assert report.sha256 == hashlib.sha256((tmp_path / "b.zip").read_bytes()).hexdigest()
    by_locator = {one.locator.rpartition("/")[2]: one for one in report.manifest.originals}
    assert set(by_locator) == {"wire \x1b[2J.jsonl", "note.txt", "dam.txt"}
    corpus = tmp_path / "corpus"
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert archive.read(by_locator["note.txt"].stored.file) == (corpus / "note.txt").read_bytes()
        assert all(name.isprintable() and ".." not in name for name in archive.namelist())
        for article in report.manifest.articles:
            text = archive.read(article.text.file).decode()
            for quote in article.quotes:
                assert text[quote.fields["start"] : quote.fields["end"]] == quote.passage


def test_a_denial_is_cited_as_one(settings: Settings, tmp_path: Path) -> None:
    _, report = bundle(settings, tmp_path / "b.zip")
    (denied,) = (
        quote for one in report.manifest.articles for quote in one.quotes if quote.fields["stance"] == "denied"
    )
    assert denied.fields["printed"].startswith("denied (paraphrase): ") and "denied that" in denied.sentences


def test_sha256sum_verifies_it_too(settings: Settings, tmp_path: Path) -> None:
    bundle(settings, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        archive.extractall(tmp_path / "out")
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "out", capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> BundleReport:
    """Verify a bundle whose files were changed."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return verify_bundle(path)


def first(files: dict[str, bytes], start: str) -> str:
    return next(name for name in files if name.startswith(start))


def test_a_changed_file_is_named(settings: Settings, tmp_path: Path) -> None:
    for start in ("texts/", "originals/"):
        bundle(settings, tmp_path / "b.zip")

        def change(files: dict[str, bytes], start: str = start) -> None:
            name = first(files, start)
            files[name] = files[name].replace(b"dam", b"DAM", 1)

        (problem, *_) = rewritten(tmp_path / "b.zip", change).problems
        assert problem.startswith(start) and "was changed" in problem


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda files: files.pop(first(files, "texts/")), "is missing"),
        (lambda files: files.update({"extra.txt": b"x"}), "is not in the manifest"),
        (lambda files: files.update({"README.txt": b"x"}), "README.txt: differs"),
        (lambda files: files.pop("SHA256SUMS"), "SHA256SUMS: is missing"),
        (
            lambda files: files.update({"manifest.json": files["manifest.json"].replace(b"Courier", b"Gazette")}),
            "manifest.json: differs",
        ),
        (
            lambda files: files.update({"manifest.json": files["manifest.json"].replace(b"The dam is safe", b"No")}),
            "does not have the words",
        ),
    ],
)
def test_tampering_is_named(
    settings: Settings, tmp_path: Path, change: Callable[[dict[str, bytes]], object], told: str
) -> None:
    bundle(settings, tmp_path / "b.zip")
    problems = rewritten(tmp_path / "b.zip", lambda files: (change(files), None)[1]).problems
    assert [problem for problem in problems if told in problem], problems


def test_an_original_that_changed_or_is_gone_is_said_so(settings: Settings, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "note.txt").write_text("Something else entirely.", "utf-8")
    (corpus / "more.zip").unlink()
    _, report = bundle(settings, tmp_path / "b.zip")
    assert not report.problems
    states = {one.locator.rpartition("/")[2]: one.state for one in report.manifest.originals}
    assert states == {"note.txt": "changed", "wire \x1b[2J.jsonl": "as indexed"}
    (gone,) = (one for one in report.manifest.articles if one.missing)
    assert "more.zip cannot be read any more" in gone.missing
    assert len(report.read_again) == 2


def test_a_large_file_is_represented_by_the_record(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(originals, "WHOLE", 100)
    _, report = bundle(settings, tmp_path / "b.zip")
    assert not report.problems
    pieces = [one for one in report.manifest.originals if not one.whole]
    assert sorted(one.start for one in pieces) == [0, 101] or len({one.start for one in pieces}) == 2
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert all(archive.read(one.stored.file)[:1] == b"{" for one in pieces)


def test_what_is_no_bundle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK nothing")
    with pytest.raises(BundleError, match="no zip archive"):
        verify_bundle(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(BundleError, match=r"no manifest\.json"):
        verify_bundle(tmp_path / "b.zip")
    with pytest.raises(BundleError, match="cannot be read"):
        verify_bundle(tmp_path / "gone.zip")


@given(st.data())
def test_no_flipped_bit_verifies(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.getbasetemp() / "flipped-source.zip"
    if not path.exists():
        folder = tmp_path_factory.mktemp("flips")
        (folder / "a.txt").write_text("A dam\n\n“The dam is safe,” Ilka Vorrin said.", "utf-8")
        settings = for_paths(load_config(None), [str(folder / "a.txt")], str(folder / "i"))
        build(settings)
        bundle(settings, path)
    whole = bytearray(path.read_bytes())
    before = verify_bundle(path).sha256
    bit = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[bit // 8] ^= 1 << bit % 8
    flipped = path.with_name("flipped.zip")
    flipped.write_bytes(whole)
    try:
        report = verify_bundle(flipped)
    except BundleError:
        return
    # A bit of a file's date or of a field that no reader looks at changes no content; the bundle's own digest shows it.
    assert report.problems or report.sha256 != before
