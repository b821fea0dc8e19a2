import re
from pathlib import Path

from newsexplore.index.corpus.reader_registry import names as formats

ROOT = Path(__file__).resolve().parents[3]


def test_the_documentation_has_a_row_for_every_format():
    text = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z0-9-]+)` \|", text, re.M)
    assert set(formats()) - set(rows) == set()


def test_every_extra_that_a_reader_names_is_declared():
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = {
        match[1]
        for path in (ROOT / "index/corpus").rglob("*.py")
        for match in re.finditer(r'need\(\s*"[\w.]+", "(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert named >= {"warc", "pdf", "nexis", "parquet", "sevenzip"}
    assert all(re.search(rf"^{extra} = \[", declared, re.M) for extra in named)
