import bz2
import gzip
import io
import lzma
import sys
import tarfile
import zipfile
from collections.abc import Callable
from typing import Literal

import pytest

from newsexplore.index.corpus.archives.budget import Budget, Spent

from ..support import Read

STORY = "Storm closes harbour\n\nNobody was hurt, the port authority said on Monday."


def tar(members: dict[str, bytes], mode: Literal["w", "w:gz", "w:bz2", "w:xz"] = "w") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


MEMBERS = {"news/a.txt": STORY.encode(), "b.json": b'{"title": "Port open", "text": "Ships return."}'}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.tar", tar(MEMBERS)),
        ("a.tar.gz", tar(MEMBERS, "w:gz")),
        ("a.tgz", tar(MEMBERS, "w:gz")),
        ("a.tar.bz2", tar(MEMBERS, "w:bz2")),
        ("a.tar.xz", tar(MEMBERS, "w:xz")),
        ("a.zip", zipped(MEMBERS)),
        ("misnamed.txt", zipped(MEMBERS)),
    ],
    ids=lambda one: one if isinstance(one, str) else "data",  # in which there is the time of day
)
def test_archives(reading: Read, name: str, data: bytes):
    found = reading(name, data)
    assert sorted(article.title for article in found.articles) == ["Port open", "Storm closes harbour"]
    assert sorted(article.locator.split("!")[1] for article in found.articles) == ["b.json", "news/a.txt"]
    assert found.rejects == []


@pytest.mark.parametrize(
    ("suffix", "compress"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
def test_compressed_files_have_no_member(reading: Read, suffix: str, compress: Callable[[bytes], bytes]):
    article = reading(f"a.txt{suffix}", compress(STORY.encode())).article
    assert article.locator.endswith(f"a.txt{suffix}")
    assert article.title == "Storm closes harbour"


def test_the_name_inside_tells_the_format(reading: Read):
    assert reading("a.csv.gz", gzip.compress(b"title;text\nStorm;Nobody was hurt.\n")).article.title == "Storm"


def test_archives_in_archives(reading: Read):
    inner = zipped({"c.txt.gz": gzip.compress(STORY.encode())})
    article = reading("outer.tar.gz", tar({"inner.zip": inner}, "w:gz")).article
    assert article.locator.endswith("outer.tar.gz!inner.zip!c.txt.gz")


def test_too_many_layers_are_rejected(reading: Read):
    data = STORY.encode()
    for _ in range(8):
        data = gzip.compress(data)
    assert "deep" in reading("a.gz", data).reject.reason


def test_what_systems_leave_in_archives_is_passed_over(reading: Read):
    found = reading(
        "a.zip",
        zipped(
            {"__MACOSX/._a.txt": b"junk", ".DS_Store": b"junk", "x/.hidden/a.txt": b"junk", "a.txt": STORY.encode()}
        ),
    )
    assert found.article.locator.endswith("!a.txt")


def test_a_bomb_in_a_zip_is_one_reject_and_reading_goes_on(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsexplore.index.corpus.archives.streams.FLOOR", 1_000_000)
    bomb = b'{"text": "' + b"0" * 80_000_000
    found = reading("a.zip", zipped({"a.jsonl": bomb, "b.txt": STORY.encode()}))
    assert [article.title for article in found.articles] == ["Storm closes harbour"]
    assert [("bomb" in reject.reason, reject.locator.endswith("!a.jsonl")) for reject in found.rejects] == [
        (True, True)
    ]


def test_a_bomb_in_a_tar_is_one_reject_and_reading_goes_on(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsexplore.index.corpus.archives.streams.FLOOR", 1_000_000)
    found = reading("a.tar.gz", tar({"a.jsonl": b"0" * 120_000_000, "b.txt": STORY.encode()}, "w:gz"))
    assert [article.title for article in found.articles] == ["Storm closes harbour"]
    assert [("bomb" in reject.reason, reject.locator.endswith("!a.jsonl")) for reject in found.rejects] == [
        (True, True)
    ]


def test_endless_headers_in_a_tar_are_rejected(reading: Read):
    info = tarfile.TarInfo("a.txt")
    info.pax_headers = {"comment": "x" * 20_000_000}
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(info)
    assert "headers are too long" in reading("a.tar.gz", file.getvalue()).reject.reason


def test_a_truncated_file_keeps_what_was_read(reading: Read):
    lines = b"".join(b'{"text": "Article number %d of many, %d."}\n' % (i, i * 7919) for i in range(20_000))
    found = reading("a.jsonl.gz", gzip.compress(lines)[:-2000])
    assert 10_000 < len(found.articles) < 20_000
    cut, file = found.rejects
    assert cut.reason.startswith("not valid JSON")
    assert [file.reason] == ["the compressed data end too early: the file is truncated; what is before that was read"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_damaged_archives_are_rejected(reading: Read, name: str):
    data = bytearray(zipped(MEMBERS) if name == "a.zip" else tar(MEMBERS, "w:gz"))
    data[40:60] = bytes(20)
    found = reading(name, bytes(data))
    assert found.rejects


def test_encrypted_members_are_rejected(reading: Read):
    data = bytearray(zipped({"a.txt": STORY.encode()}))
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + at] |= 1
    assert "encrypted" in reading("a.zip", bytes(data)).reject.reason


def test_an_empty_member_is_rejected_by_its_name(reading: Read):
    reject = reading("a.zip", zipped({"a.txt": b""})).reject
    assert (reject.reason, reject.locator.endswith("a.zip!a.txt")) == ("empty file", True)


def test_zstandard(reading: Read):
    article = reading("a.txt.zst", zstandard(STORY.encode()) + zstandard(b"\n\nShips return on Friday.")).article
    assert article.title == "Storm closes harbour"
    assert article.text.endswith("return on Friday.")
    assert sorted(one.title for one in reading("a.tar.zst", zstandard(tar(MEMBERS))).articles)[0] == "Port open"


def zstandard(data: bytes) -> bytes:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd

    return zstd.compress(data)


def seven_zip(members: dict[str, bytes]) -> bytes:
    py7zr = pytest.importorskip("py7zr")
    file = io.BytesIO()
    with py7zr.SevenZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(data, name)
    return file.getvalue()


def test_seven_zip(reading: Read):
    found = reading("a.7z", seven_zip({**MEMBERS, "c.zip": zipped({"c.txt": STORY.encode()})}))
    assert sorted(one.locator.split("a.7z!")[1] for one in found.articles) == ["b.json", "c.zip!c.txt", "news/a.txt"]
    assert found.rejects == []


def test_a_bomb_in_a_7z_is_one_reject(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsexplore.index.corpus.archives.seven_zip.FLOOR", 1_000_000)
    assert "bomb" in reading("a.7z", seven_zip({"a.txt": b"0" * 60_000_000})).reject.reason


def test_a_7z_without_its_library_names_it(reading: Read, monkeypatch: pytest.MonkeyPatch):
    data = seven_zip(MEMBERS)
    monkeypatch.setitem(sys.modules, "py7zr", None)
    assert "pip install 'newsexplore[sevenzip]'" in reading("a.7z", data).reject.reason


def test_an_archive_of_bombs_is_given_up(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsexplore.index.corpus.archives.streams.FLOOR", 1000)
    bomb = zipped({"a.txt": b"0" * 1_000_000})
    found = reading("a.zip", zipped({f"{n}.zip": bomb for n in range(500)} | {"z.txt": STORY.encode()}))
    assert found.articles == []
    assert len(found.rejects) < 10
    assert any("look like archive bombs" in reject.reason for reject in found.rejects)


def test_all_that_a_file_unpacks_to_has_a_bound(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsexplore.index.corpus.archives.budget.TOTAL_FLOOR", 1_000_000)
    monkeypatch.setattr("newsexplore.index.corpus.archives.budget.TOTAL_RATIO", 1)
    found = reading("a.zip", zipped({f"{n}.txt": STORY.encode() * 5000 for n in range(40)}))
    assert len(found.articles) < 10
    assert any("in all" in reject.reason for reject in found.rejects)


def test_members_are_counted_over_all_layers(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsexplore.index.corpus.archives.budget.MAX_MEMBERS", 50)
    inner = zipped({f"{n}.txt": STORY.encode() for n in range(20)})
    found = reading("a.zip", zipped({f"{n}.zip": inner for n in range(20)}))
    assert len(found.articles) < 50
    assert any("more than 50 members" in reject.reason for reject in found.rejects)


def test_a_file_that_gives_no_article_for_long_is_given_up():
    now = [0.0]
    budget = Budget(lambda: now[0])
    budget.add_bytes(1)
    now[0] = 599
    budget.note_article()
    now[0] = 1100
    budget.add_bytes(1)
    now[0] = 1300
    with pytest.raises(Spent, match="no article in 10 minutes"):
        budget.add_bytes(1)
