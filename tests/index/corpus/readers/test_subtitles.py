import pytest

from ..support import Read

SRT = """1
00:00:01,000 --> 00:00:04,000
<i>The ferry terminal
closes on Monday,</i>

2
00:00:04,000 --> 00:00:06,000
the port of Ostby said.

3
00:00:12,500 --> 00:00:15,000
Nobody was hurt &amp; ships return.
"""
VTT = """WEBVTT
Kind: captions
Language: en

NOTE made by hand

00:01.000 --> 00:04.000 align:start position:0%
<v Ann Lee>The ferry terminal<00:02.000><c> closes</c>

00:04.000 --> 00:06.000
The ferry terminal closes
on Monday.

00:06.000 --> 00:07.000
on Monday.
>> Nobody was hurt.
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_words_without_times(reading: Read, ends: str) -> None:
    article = reading("2024-03-05 news.srt", SRT.replace("\n", ends).encode("utf-8-sig")).article
    assert article.text == (
        "The ferry terminal closes on Monday, the port of Ostby said.\n\nNobody was hurt & ships return."
    )
    assert article.date == "2024-03-05"


def test_lines_that_roll_up_are_taken_once(reading: Read) -> None:
    text = reading("a.vtt", VTT).article.text
    assert text == "Ann Lee: The ferry terminal closes The ferry terminal closes on Monday.\n\n>> Nobody was hurt."


def test_without_words_they_are_rejected(reading: Read) -> None:
    assert reading("a.vtt", "WEBVTT\n\n00:01.000 --> 00:04.000\n\n").reject.reason == "subtitles without a word"
