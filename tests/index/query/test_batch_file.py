"""Batch files: rows with their lines, and every problem at once."""

import pytest

from newsexplore.index.query.batch_file import BatchError, BatchRow, read_batch


def test_a_query_a_line_without_comments_and_blank_lines():
    rows = read_batch(b"\xef\xbb\xbf# suspects\n\n dam gate \r\n-storm dam\n", "list.txt")
    assert rows == (
        BatchRow(3, "dam gate", "dam gate", "dam gate"),
        BatchRow(4, "-storm dam", "-storm dam", "-storm dam"),
    )


def test_a_name_is_a_phrase_in_articles_and_a_speaker_in_quotes():
    (row,) = read_batch(b'O\'Hara "Kit" Vorrin', "names", names=True)
    assert (row.articles, row.quotes, row.about) == (
        '"O\'Hara  Kit  Vorrin"',
        "speaker:(o'hara kit vorrin)",
        "about:(o'hara kit vorrin)",
    )


@pytest.mark.parametrize(
    ("data", "file", "column"),
    [
        (b"id,Name\n1,dam\n2,\n3,storm\n", "list.csv", ""),
        (b"id;Surname\n1;dam\n2;\n3;storm\n", "list.csv", "surname"),
        (b"a\tquery\n1\tdam\n2\t\n3\tstorm\n", "list.tsv", ""),
        (b"whatever\ndam\n\nstorm\n", "list.csv", ""),
    ],
)
def test_a_column_of_a_table(data: bytes, file: str, column: str):
    assert [(row.line, row.text) for row in read_batch(data, file, column=column)] == [(2, "dam"), (4, "storm")]


def test_a_cell_of_several_lines_is_named_by_its_first():
    rows = read_batch(b'query,x\n"dam\ngate",1\nstorm,2\n', "list.csv")
    assert [row.line for row in rows] == [2, 4]


def test_every_row_that_cannot_be_read_is_reported_with_its_line():
    with pytest.raises(BatchError) as caught:
        read_batch(b"dam\n*x\n\nfoo:bar\n???\n", "list.txt")
    assert [problem.partition(": ")[0] for problem in caught.value.problems] == [
        "list.txt:2",
        "list.txt:4",
        "list.txt:5",
    ]


@pytest.mark.parametrize(
    ("data", "file", "column", "names", "said"),
    [
        (b"# nothing\n", "a.txt", "", False, "a.txt: there is no query in it."),
        (b"dam\n\xff\n", "a.txt", "", False, "a.txt:2: not UTF-8 text"),
        (b"a,b\n1,2\n", "a.csv", "", False, "several columns"),
        (b"name,b\n1,2\n", "a.csv", "nane", False, "did you mean 'name'?"),
        (b"dam\n--\n", "a.txt", "", True, "a.txt:2: a name needs a letter or digit."),
    ],
)
def test_what_is_wrong_is_said(data: bytes, file: str, column: str, names: bool, said: str):
    with pytest.raises(BatchError) as caught:
        read_batch(data, file, column=column, names=names)
    assert said in str(caught.value)
