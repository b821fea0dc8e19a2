"""Files that grow or are edited, and runs that are killed: what is read and extracted again, and what is not."""

import csv
import gzip
import io
import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import pytest

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.build.build_run import Report, build
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.index.corpus.readers.records import json_records
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import never
from newsexplore.index.model import Annotations
from newsexplore.index.processes import isolation
from newsexplore.index.processes.build_process import Order
from newsexplore.index.processes.framing import HEAD, framed, read_exactly
from newsexplore.index.protocol.build_progress import Progress
from newsexplore.index.query.tree import Everything

CONFIG = load_config(None)
FILLING = " ".join(
    f"The harbour master said on {day} that the storm had closed the port to {ships}, and that {crew} would wait."
    for day in ("Monday", "Tuesday", "Wednesday")
    for ships, crew in (("ferries", "their crews"), ("tankers", "the pilots"), ("trawlers", "forty men"))
)
MANY = 120
"""Records that fill the part of a file that tells what it is, and more."""


@pytest.fixture(params=("whoosh", "tantivy"))
def engine_name(request: pytest.FixtureRequest) -> str:
    if request.param != "whoosh" and find_spec(request.param) is None:
        pytest.skip(f"the package {request.param} is not installed")
    return request.param


@pytest.fixture
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are extracted in this process from now on."""
    texts: list[str] = []

    def annotate(self: Annotator, text: str, lang: str = "") -> Annotations:
        del self, lang
        texts.append(text)
        return Annotations()

    monkeypatch.setattr(Annotator, "annotate", annotate)
    return texts


def settings_of(path: Path, engine: str = "whoosh", index: Path | None = None) -> Settings:
    kept = msgspec.structs.replace(CONFIG.index, engine=engine)
    return for_paths(msgspec.structs.replace(CONFIG, index=kept), [str(path)], str(index) if index else None)


def run(settings: Settings) -> Report:
    return build(settings, jobs=1)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.removed


def held(settings: Settings) -> dict[str, tuple[str, str]]:
    """Of every article its id, to title and locator."""
    engine = open_engine(settings.config.index.engine, settings.engine_folder, create=False)
    try:
        assert engine.check() == []
        ids = list(engine.ids(Everything(), sort="relevance", cancelled=never))
        assert len(set(ids)) == len(ids)
        return {one.id: (one.title, one.locator) for one in engine.articles(ids)}
    finally:
        engine.close()


def story(number: int) -> dict[str, Any]:
    return {"id": f"wire-{number}", "title": f"Report {number}", "text": f"Report {number} begins. {FILLING}"}


def json_lines(numbers: Iterable[int]) -> bytes:
    return b"".join(json.dumps(story(number)).encode() + b"\n" for number in numbers)


def table(numbers: Sequence[int]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    if numbers[0] == 0:
        writer.writerow(("id", "title", "text"))
    writer.writerows(
        (one["id"], one["title"], one["text"] + '\nA second line, "quoted".') for one in map(story, numbers)
    )
    return out.getvalue().encode()


def mailbox(numbers: Iterable[int]) -> bytes:
    return b"".join(
        f"From wire@example.org Tue Nov  7 10:00:00 2017\nFrom: Wire <wire@example.org>\nTo: desk@example.org\n"
        f"Subject: {one['title']}\nMessage-ID: <{one['id']}@example.org>\n\n{one['text']}\n\n".encode()
        for one in map(story, numbers)
    )


def web_archive(numbers: Iterable[int], *, zipped: bool = False) -> bytes:
    status = pytest.importorskip("warcio.statusandheaders")
    out = io.BytesIO()
    writer = pytest.importorskip("warcio.warcwriter").WARCWriter(out, gzip=zipped)
    for one in map(story, numbers):
        page = (
            f"<html><title>{one['title']}</title><body><article><h1>{one['title']}</h1><p>{one['text']}</p></article>"
        )
        http = status.StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        address = f"https://wire.example/{one['id']}"
        writer.write_record(
            writer.create_warc_record(address, "response", io.BytesIO(page.encode()), http_headers=http)
        )
    return out.getvalue()


FORMATS: dict[str, Callable[[range], bytes]] = {
    "wire.jsonl": json_lines,
    "wire.jsonl.gz": lambda numbers: gzip.compress(json_lines(numbers)),
    "wire.csv": table,
    "wire.mbox": mailbox,
    "wire.warc": web_archive,
    "wire.warc.gz": lambda numbers: web_archive(numbers, zipped=True),
}


@pytest.mark.parametrize("name", FORMATS)
def test_of_a_file_that_grew_only_new_records_are_read(tmp_path: Path, name: str, extracted: list[str]) -> None:
    make, path = FORMATS[name], tmp_path / name
    path.write_bytes(make(range(MANY)))
    settings = settings_of(path)
    assert counts(run(settings)) == (MANY, 0, 0, 0)
    extracted.clear()
    with path.open("ab") as file:
        file.write(make(range(MANY, MANY + 5)))
    report = run(settings)
    assert (counts(report), report.seen, report.articles) == ((5, 0, MANY, 0), MANY + 5, MANY + 5)
    assert len(extracted) == 5
    assert counts(run(settings)) == (0, 0, MANY + 5, 0)
    anew = settings_of(path, index=tmp_path / "anew")
    run(anew)
    assert held(settings) == held(anew), "as if the file had been read at once"


def test_records_that_were_there_are_not_parsed_again(
    tmp_path: Path, engine_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(json_lines(range(MANY)))
    settings = settings_of(path, engine_name)
    run(settings)
    parsed: list[str] = []
    parse = json_records.parse

    def note(line: str) -> object:
        parsed.append(line)
        return parse(line)

    monkeypatch.setattr(json_records, "parse", note)
    with path.open("ab") as file:
        file.write(json_lines(range(MANY, MANY + 3)) + b"not JSON\n")
    report = run(settings)
    assert (counts(report), report.rejected) == ((3, 0, MANY, 0), 1)
    assert len(parsed) == 4
    with path.open("ab") as file:
        file.write(json_lines([MANY + 3]))
    report = run(settings)
    assert (counts(report), report.rejected) == ((1, 0, MANY + 3, 0), 1), "a reject of the beginning is remembered"
    assert len(parsed) == 5


@pytest.mark.parametrize(("end", "parsed_again"), [(b"", False), (b'{"title": "Cut', True)])
def test_lines_in_a_compressed_file_are_not_parsed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: bytes, parsed_again: bool
) -> None:
    path = tmp_path / "wire.jsonl.gz"
    path.write_bytes(gzip.compress(json_lines(range(MANY)) + end))
    settings = settings_of(path)
    run(settings)
    parsed: list[str] = []
    parse = json_records.parse

    def note(line: str) -> object:
        parsed.append(line)
        return parse(line)

    monkeypatch.setattr(json_records, "parse", note)
    with path.open("ab") as file:
        file.write(gzip.compress((b' short"}\n' if end else b"") + json_lines(range(MANY, MANY + 3))))
    assert counts(run(settings)) == (4 if end else 3, 0, MANY, 0)
    assert len(parsed) == (MANY + 4 if parsed_again else 3)


def test_of_an_edited_file_only_changed_records_are_extracted(
    tmp_path: Path, engine_name: str, extracted: list[str]
) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(json_lines(range(MANY)))
    settings = settings_of(path, engine_name)
    run(settings)
    before = held(settings)
    extracted.clear()
    lines = path.read_bytes().splitlines(keepends=True)
    lines[40] = lines[40].replace(b"begins", b"begins late")
    lines.insert(10, json_lines([900]))
    path.write_bytes(b"".join(lines) + json_lines([901]))
    assert counts(run(settings)) == (2, 1, MANY - 1, 0)
    assert len(extracted) == 3
    assert held(settings).keys() > before.keys(), "an edited record keeps its id"


@pytest.mark.parametrize("grown", [b'"}\n', b' and on."}\n' + json_lines([500])])
def test_a_record_that_was_cut_is_read_once_it_is_whole(tmp_path: Path, grown: bytes) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(json_lines(range(MANY)) + b'{"title": "Half", "text": "This record goes on')
    settings = settings_of(path)
    report = run(settings)
    assert (report.added, report.rejected) == (MANY, 1)
    with path.open("ab") as file:
        file.write(grown)
    report = run(settings)
    assert (report.added, report.unchanged, report.rejected) == (1 + (b"Report 500" in grown), MANY, 0)


def test_lines_without_a_last_line_break_are_whole(tmp_path: Path, extracted: list[str]) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(json_lines(range(MANY)).rstrip())
    settings = settings_of(path)
    run(settings)
    extracted.clear()
    with path.open("ab") as file:
        file.write(b"\n" + json_lines([MANY]).rstrip())
    assert counts(run(settings)) == (1, 0, MANY, 0)
    assert len(extracted) == 1


def test_a_table_cut_within_quotation_marks_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "wire.csv"
    whole = table(range(MANY))
    cut = whole.index(b"A second line", len(whole) - 400)
    path.write_bytes(whole[:cut])
    settings = settings_of(path)
    run(settings)
    path.write_bytes(whole)
    report = run(settings)
    assert (report.articles, report.rejected) == (MANY, 0)


def test_a_mailbox_whose_last_message_goes_on_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "wire.mbox"
    path.write_bytes(mailbox(range(MANY)))
    settings = settings_of(path)
    run(settings)
    with path.open("ab") as file:
        file.write(b"From now on the port is open again, the harbour master said.\n\n")
    assert counts(run(settings)) == (0, 1, MANY - 1, 0)


def test_repeated_pages_of_a_grown_archive_are_folded(tmp_path: Path) -> None:
    path = tmp_path / "wire.warc"
    path.write_bytes(web_archive(range(MANY)))
    settings = settings_of(path)
    run(settings)
    with path.open("ab") as file:
        file.write(web_archive([3, MANY, 5]))
    report = run(settings)
    assert (counts(report), report.skipped) == ((1, 0, MANY, 0), 2)


def test_equal_records_added_to_a_file_are_as_many_articles(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(json_lines(range(MANY)))
    settings = settings_of(path)
    run(settings)
    with path.open("ab") as file:
        file.write(json_lines([7, 7]))
    assert counts(run(settings)) == (2, 0, MANY, 0)
    anew = settings_of(path, index=tmp_path / "anew")
    run(anew)
    assert held(settings).keys() == held(anew).keys()


def test_a_run_over_a_grown_file_that_is_interrupted_doubles_nothing(tmp_path: Path, engine_name: str) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(json_lines(range(MANY)))
    settings = settings_of(path, engine_name)
    run(settings)
    with path.open("ab") as file:
        file.write(json_lines(range(MANY, 3 * MANY)))
    read: list[int] = []

    def cancelled() -> bool:
        read.append(1)
        return len(read) > MANY

    report = build(settings, jobs=1, cancelled=cancelled)
    assert not report.complete
    assert MANY < report.articles < 3 * MANY
    again = run(settings)
    assert (again.added, again.unchanged) == (3 * MANY - report.articles, report.articles)
    assert {title for title, _ in held(settings).values()} == {f"Report {number}" for number in range(3 * MANY)}


def test_a_killed_run_goes_on_where_it_committed(tmp_path: Path, engine_name: str, extracted: list[str]) -> None:
    number = 1500
    path = tmp_path / "wire.jsonl"
    path.write_bytes(json_lines(range(number)))
    settings = settings_of(path, engine_name)
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
    committed = 0
    while not committed:
        head = read_exactly(process.stdout.fileno(), HEAD.size)
        assert head is not None
        body = read_exactly(process.stdout.fileno(), HEAD.unpack(head)[0])
        progress = msgspec.msgpack.decode(body or b"", type=Progress)
        assert progress.stage != "done"
        committed = progress.committed
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdin.close()
    process.stdout.close()
    kept = len(held(settings))
    assert kept >= committed
    report = run(settings)
    assert counts(report) == (number - kept, 0, kept, 0)
    assert len(extracted) == number - kept, "what was committed is not extracted again"
    assert {title for title, _ in held(settings).values()} == {f"Report {one}" for one in range(number)}


def test_a_character_and_a_record_across_reads_are_whole(tmp_path: Path, extracted: list[str]) -> None:
    """Files are read in pieces of some power of two; none of their edges may cut a character or a record."""
    path = tmp_path / "wire.jsonl"
    text = "ナ" * 300_000  # three bytes each: no power of two is their multiple
    records = [{"title": f"Report {number}", "text": f"{'x' * number}{text}"} for number in range(4)]
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")
    assert counts(run(settings_of(path))) == (4, 0, 0, 0)
    assert [one.rpartition("\n")[2] for one in extracted] == [record["text"] for record in records]
