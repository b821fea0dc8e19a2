"""Any bytes from a terminal are text or keys and never end the program."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste

from newsexplore.tui.terminal.driver import InputDecoder, LossyFile

PIECES = (
    b"\x1b[",
    b"\x1b]52;c;",
    b"\x1b[<0;",
    b"\x1b[?2048;",
    b"\x1b[?",
    b"$y",
    b"M",
    b"u",
    b";",
    b":",
    b"\x1b",
    b"\xe9",
)


def test_a_pasted_byte_that_is_not_utf_8_is_shown() -> None:
    decoder = InputDecoder()
    (paste,) = decoder.feed(b"\x1b[200~caf\xe9 oil\x1b[201~")
    assert isinstance(paste, Paste)
    assert paste.text == "caf\ufffd oil"
    (key,) = decoder.feed(b"x")
    assert isinstance(key, Key)


@given(st.binary(max_size=60), st.lists(st.integers(0, 72), max_size=4))
def test_nothing_that_is_pasted_becomes_a_key(data: bytes, cuts: list[int]) -> None:
    sent = b"\x1b[200~" + data.replace(b"\x1b[201~", b"") + b"\x1b[201~"
    places = sorted({0, len(sent), *(cut for cut in cuts if 3 <= cut < len(sent))})
    decoder = InputDecoder()
    events = [event for start, end in pairwise(places) for event in decoder.feed(sent[start:end])]
    assert [type(event) for event in events] == [Paste]
    (key,) = decoder.feed(b"q")
    assert isinstance(key, Key)


def test_keys_before_and_after_pastes_are_keys() -> None:
    found = InputDecoder().feed(b"a\x1b[200~\x1b[A\x1b[201~b\x1b[200~q\x1b[201~")
    assert [
        event.text if isinstance(event, Paste) else event.key for event in found if isinstance(event, Key | Paste)
    ] == [
        "a",
        "\x1b[A",
        "b",
        "q",
    ]


def test_a_key_that_begins_as_a_paste_is_a_key() -> None:
    decoder = InputDecoder()
    assert decoder.feed(b"\x1b[2") == []
    (key,) = decoder.feed(b"~")
    assert isinstance(key, Key)
    assert key.key == "insert"


def test_a_character_split_between_reads_is_decoded() -> None:
    decoder = InputDecoder()
    assert decoder.feed(b"\xc3") == []
    (key,) = decoder.feed(b"\xa9")
    assert isinstance(key, Key)
    assert key.character == "é"


@given(st.lists(st.binary(max_size=6) | st.sampled_from(PIECES) | st.integers(0, 10**30).map(lambda n: b"%d" % n)))
def test_no_input_bytes_raise(parts: list[bytes]) -> None:
    decoder = InputDecoder()
    for part in parts:
        decoder.feed(part)
        decoder.tick()
    decoder.feed(b"\x1b[201~\x1b\\")
    decoder.feed(b"a")


def test_writing_to_a_closed_terminal_raises_nothing() -> None:
    class Gone:
        def write(self, *text: str) -> None:
            raise OSError(5, "Input/output error")

        flush = fileno = write

    file = LossyFile(Gone())
    file.write("text")
    file.flush()
