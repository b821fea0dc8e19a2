"""Why the curation file is edited line by line, and not by a YAML library that keeps comments."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from newsexplore.index.curation.yaml_edit import compose, edited

ruamel = pytest.importorskip("ruamel.yaml", reason="`pip install 'newsexplore[dev]'` brings what this compares with")

FILE = """\
articles:
    # what she said in May
    a1:
        tags:
        - dam
        note: Ask.

    # the leak: do not publish before June
    a2:
        bookmark: yes
merges:
    Ilka Vorrin:
      - Vorrin       # always her
"""


def round_trip(text: str, change: Callable[[Any], object]) -> str:
    """Edit a file with the library, configured to preserve as much as possible."""
    yaml = ruamel.YAML()
    yaml.preserve_quotes = True
    yaml.width = 10**6
    data = yaml.load(text)
    change(data)
    out = io.StringIO()
    yaml.dump(data, out)
    return out.getvalue()


def without_first(text: str) -> str:
    """Edit it with our editor."""
    old, _, _ = compose(text)
    new = {**old, "articles": {"a2": old["articles"]["a2"]}}
    return edited(text, old, new)


def test_undoing_a_decision_keeps_the_comment_of_the_next() -> None:
    comment = "# the leak: do not publish before June"
    assert comment in without_first(FILE)
    assert comment not in round_trip(FILE, lambda data: data["articles"].pop("a1"))


def test_unrelated_lines_keep_their_indentation() -> None:
    kept = FILE[FILE.index("    # the leak") :]
    assert without_first(FILE).endswith(kept)
    assert kept not in round_trip(FILE, lambda data: None)


def test_an_id_that_looks_like_a_number_is_an_id() -> None:
    ids = ("0" * 30 + "e0", "0" * 30 + "e1", "0123", "1_000")
    text = "articles:\n" + "".join(f"  {id}: {{note: x}}\n" for id in ids)
    assert list(compose(text)[0]["articles"]) == list(ids)
    with pytest.raises(ruamel.YAMLError):
        round_trip(text, lambda data: None)
