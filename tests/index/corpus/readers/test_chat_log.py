"""Logs of chats: long messages are articles, and everything else in them is counted."""

import pytest

from ..support import Read

PIER = "The city council voted on Tuesday to rebuild the old pier before winter, the chair said. Work begins in May."
SCHOOLS = "Two schools in the north stay closed this week after the storm. Nobody was hurt, the town said on Monday."

ANDROID = f"""12/03/2024, 14:05 - Messages and calls are end-to-end encrypted.
12/03/2024, 14:06 - Ann Lee: Hello all
12/03/2024, 14:07 - +49 170 1234567: <Media omitted>
13/03/2024, 09:15 - Ann Lee: *Pier to be rebuilt*

{PIER}
13/03/2024, 09:16 - Bob: ok
25/03/2024, 10:00 - +49 170 1234567: {SCHOOLS}
"""
IPHONE = f"""[12.03.24, 14:05:33] Lantern: \u200eNachrichten sind verschlüsselt.
[12.03.24, 14:06:00] Lantern: {PIER}
\u200e[12.03.24, 14:07:00] Lantern: \u200eBild weggelassen
[13.03.24, 08:00:10] Lantern: {SCHOOLS}
"""
AMERICAN = f"""3/12/24, 2:05\u202fPM - Messages are encrypted.
3/12/24, 2:06\u202fPM - Ann Lee: {PIER}
3/28/24, 2:07\u202fPM - Bob: hm
3/29/24, 11:00\u202fAM - Bob: {SCHOOLS}
"""
IRC = f"""--- Log opened Tue Mar 12 14:00:01 2024
14:05 -!- ann [~a@b.example] has joined #news
14:06 <@ann> {PIER}
14:07 < bob> hm
--- Day changed Wed Mar 13 2024
09:00 < bob> {SCHOOLS}
"""
TELEGRAM = f"""The Lantern, [12.03.2024 14:06]
{PIER}

The Lantern, [12.03.2024 15:05]
Good night

The Lantern, [13.03.2024 08:00]
{SCHOOLS}
"""
DISCORD = f"""==============================================================
Guild: Lantern
Channel: news / wire
==============================================================

[12-Mar-24 02:06 PM] ann#1234
{PIER}

[12-Mar-24 02:07 PM] bob
ok

[13-Mar-24 08:00 AM] bob
{SCHOOLS}
"""
LINE = f"""[LINE] Chat with Lantern
Saved on: 2024/03/20 10:00

2024/03/12(Tue)
14:06\tAnn\t{PIER}
14:07\tBob\thm

2024/03/13(Wed)
09:00\tBob\t{SCHOOLS}
"""


@pytest.mark.parametrize(
    ("text", "dates", "senders", "short"),
    [
        (ANDROID, ("2024-03-13T09:15:00", "2024-03-25T10:00:00"), ("Ann Lee", ""), 3),
        (IPHONE, ("2024-03-12T14:06:00", "2024-03-13T08:00:10"), ("", ""), 2),
        (AMERICAN, ("2024-03-12T14:06:00", "2024-03-29T11:00:00"), ("Ann Lee", "Bob"), 1),
        (IRC, ("2024-03-12T14:06:00", "2024-03-13T09:00:00"), ("ann", "bob"), 1),
        (TELEGRAM, ("2024-03-12T14:06:00", "2024-03-13T08:00:00"), ("", ""), 1),
        (DISCORD, ("2024-03-12T14:06:00", "2024-03-13T08:00:00"), ("ann#1234", "bob"), 1),
        (LINE, ("2024-03-12T14:06:00", "2024-03-13T09:00:00"), ("Ann", "Bob"), 1),
    ],
    ids=["android", "iphone", "american", "irc", "telegram", "discord", "line"],
)
def test_long_messages_are_articles(
    reading: Read, text: str, dates: tuple[str, ...], senders: tuple[str, ...], short: int
) -> None:
    found = reading("log.txt", text)
    assert [article.text[article.body :] for article in found.articles] == [PIER, SCHOOLS]
    assert tuple(article.date for article in found.articles) == dates
    assert tuple(article.byline for article in found.articles) == senders
    assert found.rejects == []
    assert sum(skip.count for skip in found.skips if skip.kind == "short messages of a chat") == short


def test_a_line_in_bold_is_the_headline(reading: Read) -> None:
    assert reading("log.txt", ANDROID).articles[0].title == "Pier to be rebuilt"


def test_the_only_sender_is_a_channel_and_its_outlet(reading: Read) -> None:
    assert [article.outlet for article in reading("log.txt", IPHONE).articles] == ["Lantern", "Lantern"]


def test_the_name_of_the_file_names_the_group(reading: Read) -> None:
    found = reading("WhatsApp Chat with Lantern News.txt", ANDROID)
    assert {article.outlet for article in found.articles} == {"Lantern News"}


def test_a_chat_of_short_messages_is_rejected_with_that_reason(reading: Read) -> None:
    text = "12/03/2024, 14:05 - Ann: hi\n12/03/2024, 14:06 - Bob: hi you\n12/03/2024, 14:07 - Ann: lunch?\n"
    assert reading("log.txt", text).reject.reason == (
        "a log of a chat (3 messages), none of which is long enough to be news"
    )


def test_messages_go_on_in_lines_that_hold_a_time(reading: Read) -> None:
    text = ANDROID.replace(PIER, f"{PIER}\nAt 14:30 the chair left: nobody spoke.")
    assert (
        reading("log.txt", text)
        .articles[0]
        .text.endswith("Work begins in May.\nAt 14:30 the chair left: nobody spoke.")
    )


def test_an_article_with_a_time_below_its_headline_is_no_chat(reading: Read) -> None:
    text = f"Storm closes harbour\n\nBy Ann Lee\n\n12 March 2024, 14:05: {PIER}\n\n12 March 2024, 15:05: {SCHOOLS}\n"
    assert reading("a.txt", text).article.title == "Storm closes harbour"
