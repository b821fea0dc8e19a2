import pytest

from newsexplore.index.corpus.text.mojibake import mended

from ..support import Read

TEXTS = [
    "L’été à Paris – « c’est l’usage »",
    "Der Präsident sagte „ja“ – nein…",
    "“We’re safe,” it said — €40",
    "Шторм закрыл порт",
    "嵐で港が閉鎖",
    "naïve café",
]


def misread(text: str) -> str:
    """UTF-8 as programs read it in Windows-1252, with control characters for the five bytes that are none there."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("times", [1, 2])
def test_what_was_read_in_the_wrong_encoding(text: str, times: int):
    seen = text
    for _ in range(times):
        seen = misread(seen)
    assert seen != text
    assert mended(seen) == [text]


def test_signs_among_letters_that_are_right():
    assert mended("Ana Ruiz visitó MÃ¡laga: â€œSí, señorâ€\x9d â€” dijo él, así, aún") == [
        "Ana Ruiz visitó MÃ¡laga: “Sí, señor” — dijo él, así, aún"
    ]
    assert mended("Señor: â€œSíâ€, dijo") == ["Señor: “Sí”, dijo"]
    assert mended("Itâ€™s safe") == ["It’s safe"]
    assert mended("It‚Äôs ‚Äúsafe‚Äù") == ["It’s “safe”"]


@pytest.mark.parametrize(
    "text",
    [*TEXTS, "“IRMÃ” é", "AMANHÃ» disse", "AMANHÃ\u00a0sim", "ENTÃO…", "NÃO, NÃ…", "Ângela", "Â", "Đà Nẵng",
     "São Paulo", "‚Ähnlich‘ sagt er", "château", "100 € – “não”", "Ã", "a\x1fb é"],
)  # fmt: skip
def test_what_was_read_right(text: str):
    assert mended(text) == [text]


def test_a_headline_is_judged_with_its_text(reading: Read):
    title, text = "Sturm schließt Hafen", "Die Hafenbehörde teilte es mit: „Wir sind in Sicherheit.“"
    one = reading("a.csv", f"title,source,text\n{misread(title)},Hafenbote,{misread(text)}\n").article
    assert (one.title, one.text[one.body :]) == (title, text)


def test_lines_of_a_text_in_two_encodings(reading: Read):
    text = "Die Hafenbehörde teilte es mit: „Wir sind in Sicherheit.“ Die Gebühr beträgt vierzig Euro, hieß es."
    one = reading("a.txt", "Sturm schließt Hafen\n\n".encode("cp1252") + text.encode()).article
    assert (one.title, one.text[one.body :]) == ("Sturm schließt Hafen", text)
