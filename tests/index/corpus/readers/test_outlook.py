"""Messages of Outlook, built stream by stream as it stores them."""

import struct
import sys

import pytest

from newsexplore.bench.compound_file import compound_file
from newsexplore.index.corpus.readers.mail.compressed_rtf import decompress

from ..support import Read

PROPERTIES = "__properties_version1.0"
SENT = 133543555310000000
Streams = dict[tuple[str, ...], bytes]


def number(tag: int, value: int, kind: int) -> bytes:
    return struct.pack("<HHIQ", kind, tag, 6, value)


def text(tag: int, value: str, *storages: str) -> Streams:
    return {(*storages, f"__substg1.0_{tag:04X}001F"): value.encode("utf-16-le")}


def written(*streams: Streams, fixed: bytes = b"") -> bytes:
    pytest.importorskip("olefile")
    whole: Streams = {(PROPERTIES,): bytes(32) + number(0x0039, SENT, 0x40) + fixed}
    for one in streams:
        whole |= one
    return compound_file(whole)


def test_a_message_with_text(reading: Read) -> None:
    article = reading(
        "a.msg",
        written(
            text(0x0037, "Storm closes harbour"),
            text(0x0C1A, "The Lantern"),
            text(0x5D01, "news@lantern.example"),
            text(0x1035, "<m1@lantern.example>"),
            text(0x1000, "Nobody was hurt.\r\n\r\n" + "Ships return. " * 400),
        ),
    ).article
    assert (article.title, article.outlet, article.date, article.key) == (
        "Storm closes harbour", "The Lantern", "2024-03-08T07:12:11+00:00", "m1@lantern.example"
    )  # fmt: skip
    assert article.text.split("\n\n")[1] == "Nobody was hurt."
    assert article.text.count("Ships return.") == 400


def test_the_end_of_a_subject_of_megabytes_is_left_out(reading: Read) -> None:
    article = reading("a.msg", written(text(0x0037, "Storm " * 50_000), text(0x1000, "Nobody was hurt."))).article
    assert article.title.startswith("Storm Storm")
    assert len(article.title) <= 10_000
    assert article.text.endswith("Nobody was hurt.")


def test_a_page_in_the_code_page_of_the_message_and_what_is_attached(reading: Read) -> None:
    first, second = "__attach_version1.0_#00000000", "__attach_version1.0_#00000001"
    inner = (first, "__substg1.0_3701000D")
    page = "<html><body><p>Niemand in Zürich wurde verletzt, sagte die Behörde.</p></body></html>".encode("cp1252")
    streams: Streams = {
        ("__substg1.0_0037001E",): "Sturm in Zürich".encode("cp1252"),
        ("__substg1.0_0C1A001E",): "Jürgen & Söhne".encode("cp1252"),
        ("__substg1.0_10130102",): page,
        (first, PROPERTIES): bytes(8),
        (*inner, PROPERTIES): bytes(24) + number(0x0E06, SENT, 0x40),
        (second, PROPERTIES): bytes(8),
        (second, "__substg1.0_37010102"): b"%PDF-1.4 picture",
    }
    streams |= text(0x0037, "Forwarded", *inner) | text(0x1000, "Ships return.", *inner)
    found = reading("b.msg", written(streams, fixed=number(0x3FDE, 1252, 3)))
    assert found.rejects == []
    assert sorted((one.title, one.text[one.body :], one.outlet, one.date) for one in found.articles) == [
        ("Forwarded", "Ships return.", "", "2024-03-08T07:12:11+00:00"),
        ("Sturm in Zürich", "Niemand in Zürich wurde verletzt, sagte die Behörde.", "Jürgen & Söhne",
         "2024-03-08T07:12:11+00:00"),
    ]  # fmt: skip
    assert [(skip.kind, skip.count) for skip in found.skips] == [("attachments of messages", 1)]


def test_rich_text_alone(reading: Read) -> None:
    pytest.importorskip("striprtf")
    rtf = rb"{\rtf1\ansi Nobody was hurt.\par Ships return.}"
    packed = struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf
    found = reading("c.msg", written(text(0x0037, "Storm"), {("__substg1.0_10090102",): packed}))
    assert found.article.text.split() == "Storm Nobody was hurt. Ships return.".split()


def test_rich_text_is_decompressed() -> None:
    # The first example of [MS-OXRTFCP], 4.1.
    data = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert decompress(data) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert decompress(data[:20]) == b"{\\rtf1\\ansi\\"  # as far as it goes


def with_sectors_without_end() -> bytes:
    """A message whose header gives the size of its small sectors as 2 to the power of 200."""
    data = bytearray(written(text(0x0037, "Storm"), text(0x1000, "Nobody was hurt.")))
    data[32:34] = (200).to_bytes(2, "little")
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [written, lambda: written()[:700], lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 200, with_sectors_without_end],
)
def test_what_is_damaged_or_empty_is_rejected_with_a_reason(reading: Read, data: object) -> None:
    assert callable(data)
    found = reading("d.msg", data())
    assert (len(found.articles), len(found.rejects)) == (0, 1)
    assert "failed" not in found.reject.reason


def test_without_the_library_the_reject_names_the_extra(reading: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    data = written(text(0x0037, "Storm"))
    monkeypatch.setitem(sys.modules, "olefile", None)
    assert "pip install 'newsexplore[outlook]'" in reading("e.msg", data).reject.reason
