"""Rules for the structure of the source code."""

import ast
from collections import defaultdict
from functools import cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import newsexplore
from newsexplore.tui.cli import errors

ROOT = Path(newsexplore.__file__).parent
SOURCES = sorted(chain.from_iterable((ROOT / room).rglob("*.py") for room in ("index", "tui")))


@cache
def classes() -> list[ast.ClassDef]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES]
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


def test_no_two_modules_have_one_name():
    places: dict[str, list[str]] = defaultdict(list)
    for path in SOURCES:
        if path.name != "__init__.py":
            places[path.stem].append(str(path.relative_to(ROOT)))
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_no_file_is_longer_than_400_lines():
    files = [*SOURCES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_no_class_has_40_methods():
    counts = {
        node.name: sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)
        for node in classes()
    }
    assert {name: count for name, count in counts.items() if count >= 40} == {}


def test_no_class_inherits_from_two_of_ours():
    ours = {node.name for node in classes()}
    bases = {
        node.name: [
            name
            for base in node.bases
            if (name := ast.unparse(base.value if isinstance(base, ast.Subscript) else base)) in ours
        ]
        for node in classes()
    }
    assert {name: found for name, found in bases.items() if len(found) > 1} == {}


def test_every_expected_failure_names_an_existing_class():
    for module, name in errors.LATE_FAILURES:
        spec = find_spec(f"newsexplore.index.{module}")
        assert spec is not None and spec.origin is not None, module
        assert f"class {name}(" in Path(spec.origin).read_text(encoding="utf-8")
