import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.corpus.text import encodings

RUSSIAN = (
    "Министр заявил в понедельник, что порт будет закрыт до конца недели из-за шторма. Суда направят в другие гавани, "
    "сообщило управление порта. Рыбаки просят о помощи, а правительство обещает новые краны до начала лета."
)
JAPANESE = (
    "大臣は月曜日に、嵐のため港は今週末まで閉鎖されると述べた。船舶はほかの港に向かうことになると港湾局は発表した。"
    "漁師たちは支援を求めており、政府は夏までに新しいクレーンを設置すると約束している。"
)
POLISH = (
    "Minister powiedział w poniedziałek, że port będzie zamknięty do końca tygodnia. Żegluga"
    " ucierpiała, rybacy proszą o pomoc."
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_a_mark(encoding: str):
    text = "The minister’s statement was short: “No.”" * 3
    assert encodings.decode(text.encode(encoding)).lstrip("\ufeff") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (POLISH, "iso8859-2"),
    ],
)
def test_legacy_encodings_are_recognised(text: str, encoding: str):
    assert encodings.decode(text.encode(encoding)) == text


def test_one_odd_byte_is_read_as_western():
    assert encodings.decode(b"It cost \xa35,000, the club said.") == "It cost £5,000, the club said."


def test_a_declared_encoding_is_believed():
    assert encodings.decode("łódź".encode("iso8859-2"), "ISO-8859-2") == "łódź"


def test_a_false_declaration_is_not():
    assert encodings.decode("łódź".encode(), "iso-8859-2") == "łódź"


@pytest.mark.parametrize("name", ["zlib", "hex", "rot13", "no-such-thing", "utf-16", "\ud800", "idna"])
def test_a_declaration_that_is_none_does_no_harm(name: str):
    assert isinstance(encodings.decode(b"caf\xe9 and some more", name), str)


def test_utf8_with_a_broken_byte_stays_utf8():
    assert (
        encodings.decode(RUSSIAN[:40].encode() + b"\xff" + RUSSIAN[40:].encode())
        == f"{RUSSIAN[:40]}\ufffd{RUSSIAN[40:]}"
    )


def test_declarations_are_found():
    assert encodings.declared(b'<meta charset="windows-1251">') == "windows-1251"
    assert encodings.declared(b"<?xml version='1.0' encoding='Big5'?>") == "Big5"
    assert encodings.declared(b"no declaration") == ""


def test_text_is_not_binary_and_images_are():
    assert not encodings.is_binary(codecs.BOM_UTF16_LE + "text".encode("utf-16-le"))
    assert not encodings.is_binary(b"Tab\tand escape \x1b$B once")
    assert encodings.is_binary(b"\x89\x00\x01\x02\x00\x00 data \x00")


@given(st.binary(max_size=400), st.text(max_size=10))
def test_any_bytes_decode(data: bytes, says: str):
    assert isinstance(encodings.decode(data, says), str)
