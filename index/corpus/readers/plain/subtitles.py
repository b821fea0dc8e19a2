"""Subtitles of a broadcast (SRT, WebVTT): what is said in one file is one article."""

from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...draft import Draft, Flaw, Input, Unreadable
from ...text.character_references import unescape
from ...text.lines import whole

_BEGIN = lazy_pattern(r"[\ufeff\s]*(?:WEBVTT\b|\d+[ \t]*\r?\n\d{1,2}:\d\d:\d\d[,.]\d{1,3} *-->)")
_TIMES = lazy_pattern(
    r"[ \t]*(?:(\d{1,2}):)?(\d\d):(\d\d)[,.](\d{1,3}) *--> *(?:(\d{1,2}):)?(\d\d):(\d\d)[,.](\d{1,3})(?:[ \t].*)?\Z"
)
_TAG = lazy_pattern(r"<[^<>\n]{0,100}>|\{\\[^{}\n]{0,60}\}")
_SPEAKER = lazy_pattern(r"<v(?:\.[\w.-]+)?[ \t]+([^<>\n]{1,80})>")
_PAUSE = 2.0
"""Seconds without words from which the next ones begin a paragraph, if the last sentence has ended."""
_SENTENCE_END = (".", "!", "?", "…", '"', "”", "。", "！", "？")


def looks_like(text: str) -> bool:
    """Whether a text begins as subtitles do."""
    return _BEGIN.match(text) is not None


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the one article of a file.

    Raises:
        Unreadable: nothing is said in it, or it is too long.
    """
    paragraphs: list[str] = []
    last: list[str] = []
    ended = 0.0
    for start, end, words in _cues(whole(given)):
        new = [line for line in words if line not in last]  # lines that roll up are shown twice
        speaks = bool(new) and new[0].startswith((">>", "- ", "– "))
        sentence = not paragraphs or paragraphs[-1].endswith(_SENTENCE_END)
        if new and (not paragraphs or speaks or (start - ended > _PAUSE and sentence)):
            paragraphs.append("")
        if new:
            paragraphs[-1] = f"{paragraphs[-1]} {' '.join(new)}".strip()
        last, ended = words, end
    if not paragraphs:
        raise Unreadable("subtitles without a word")
    yield Draft(text="\n\n".join(paragraphs), wrapped=False)


def _cues(text: str) -> Iterator[tuple[float, float, list[str]]]:
    """Yield the beginning and end in seconds, and the lines, of each cue."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = 0
    while at < len(lines):
        times = _TIMES.match(lines[at])
        at += 1
        if not times:
            continue
        words: list[str] = []
        while at < len(lines) and lines[at].strip() and not _TIMES.match(lines[at]):
            line = _SPEAKER.sub(r"\1: ", lines[at])
            if kept := " ".join(unescape(_TAG.sub("", line)).split()):
                words.append(kept)
            at += 1
        values = [int(value or 0) for value in times.groups()]
        start = values[0] * 3600 + values[1] * 60 + values[2] + values[3] / 1000
        end = values[4] * 3600 + values[5] * 60 + values[6] + values[7] / 1000
        yield start, end, words
