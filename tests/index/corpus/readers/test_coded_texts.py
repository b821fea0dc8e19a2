"""Corpora of programs for text analysis: a line of variables above each text."""

from ..support import Read

FIRST = "The harbour was closed after the storm on Saturday, the town hall said.\nRepairs will take three months."
SECOND = "Two days after the storm, schools are still closed all over the town."


def test_lines_of_stars_begin_texts(reading: Read):
    corpus = (
        f"**** *source_courier *date_2010-05-01 *auteur_na\n{FIRST}\n-*theme_repairs\nThe mayor asked for help.\n\n"
        f"**** *source_echo *date_2010-05-03 *auteur_lee\n{SECOND}\n"
    )
    first, second = reading("corpus.txt", corpus).articles
    assert (first.outlet, first.date, first.byline) == ("courier", "2010-05-01", "")
    assert first.text.endswith("The mayor asked for help.") and "theme" not in first.text
    assert (second.outlet, second.date, second.byline) == ("echo", "2010-05-03", "lee")
    assert second.text[second.body :] == SECOND


def test_elements_with_attributes_begin_texts(reading: Read):
    corpus = (
        f'<text id="a" titre="Harbour &amp; town" date="2010-05-01" journal="Courier">\n{FIRST}\n</text>\n'
        f'<text id="b" titre="Schools" date="2010-05-03" journal="Echo">\n{SECOND}\n</text>\n'
    )
    found = reading("corpus.txt", corpus).articles
    assert [(one.title, one.outlet, one.date) for one in found] == [
        ("Harbour & town", "Courier", "2010-05-01"),
        ("Schools", "Echo", "2010-05-03"),
    ]
    assert [one.text.splitlines()[-1] for one in found] == ["Repairs will take three months.", SECOND]


def test_keys_in_brackets_begin_texts(reading: Read):
    corpus = f'<source="Courier"><date=20100501>\n{FIRST}\n<source="Echo"><date=20100503>\n{SECOND}\n'
    found = reading("corpus.txt", corpus).articles
    assert [(one.outlet, one.date) for one in found] == [("Courier", "2010-05-01"), ("Echo", "2010-05-03")]


def test_variables_without_a_text_are_a_reject(reading: Read):
    found = reading("corpus.txt", f"**** *source_a\n{FIRST}\n**** *source_b\n\n**** *source_c\n{SECOND}\n")
    assert len(found.articles) == 2
    assert ["no text below its variables" in one.reason for one in found.rejects] == [True]


def test_a_rule_of_stars_is_none(reading: Read):
    (only,) = reading("a.txt", f"****\n{FIRST}\n****\n{SECOND}\n").articles
    assert SECOND in only.text
