import os
from pathlib import Path
from typing import Any

import pytest

from newsexplore.index.corpus.sources import UPWARDS, Source, sources
from newsexplore.index.model import Reject, Skip

from .support import config


def found(*paths: Path, **keys: Any) -> list[Source | Reject]:
    return list(sources(config(*paths, **keys)))


def names(*paths: Path, **keys: Any) -> list[str]:
    return [Path(source.path).name for source in found(*paths, **keys) if isinstance(source, Source)]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.txt",
        "sub/c.json",
        "sub/deep/d.md",
        ".git/config",
        ".DS_Store",
        "__MACOSX/x.txt",
        "README.md",
    ):
        path = tmp_path / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    return tmp_path / "tree"


def test_files_in_sorted_order_without_what_systems_leave(tree: Path):
    assert names(tree) == ["README.md", "a.txt", "b.txt", "c.json", "d.md"]


def test_a_source_tells_its_size_stamp_and_root(tree: Path):
    (source,) = found(tree / "a.txt")
    assert isinstance(source, Source)
    status = (tree / "a.txt").stat()
    assert (source.size, source.stamp) == (4, f"4:{status.st_mtime_ns}")
    assert (source.root, source.corpus) == (str(tree / "a.txt"), "test")


def test_globs(tree: Path):
    assert names(tree, include=("*.txt",)) == ["a.txt", "b.txt"]
    assert names(tree, include=("**/*.md",)) == ["README.md", "d.md"]
    assert names(tree, include=("sub",)) == ["c.json", "d.md"]
    assert names(tree, exclude=("sub/deep", "README*")) == ["a.txt", "b.txt", "c.json"]


def test_paths_that_overlap_give_each_file_once(tree: Path):
    assert names(tree / "sub", tree, tree / "a.txt") == ["README.md", "b.txt", "c.json", "d.md", "a.txt"]


def test_a_missing_path_is_a_reject(tree: Path):
    (reject,) = found(tree / "nowhere")
    assert isinstance(reject, Reject)
    assert (reject.locator, reject.reason) == (str(tree / "nowhere"), "no such file or folder")


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links on this system")
def test_a_link_upwards_does_not_take_a_corpus_outside_itself(tree: Path, tmp_path: Path):
    inner = tmp_path / "shelf" / "corpus"
    (inner / "sub").mkdir(parents=True)
    (inner / "sub" / "own.txt").write_text("own")
    (tmp_path / "shelf" / "private.txt").write_text("private")
    (inner / "up").symlink_to("..")
    skips: list[Skip] = []
    found = list(sources(config(inner), skips.append))
    assert [Path(one.path).name for one in found if isinstance(one, Source)] == ["own.txt"]
    assert [(Path(skip.locator).name, skip.kind) for skip in skips] == [("up", UPWARDS)]
    both = sources(config(inner / "sub", tmp_path / "shelf"))
    assert {Path(one.path).name for one in both if isinstance(one, Source)} == {"own.txt", "private.txt"}


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links on this system")
def test_links_that_go_round_end(tree: Path):
    (tree / "sub" / "loop").symlink_to(tree)
    (tree / "self").symlink_to(tree / "self")
    (tree / "gone").symlink_to(tree / "nothing")
    assert names(tree) == ["README.md", "a.txt", "b.txt", "c.json", "d.md"]
    assert sum(isinstance(source, Reject) for source in found(tree)) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_rejected_and_not_waited_for(tree: Path):
    os.mkfifo(tree / "pipe")
    assert [source.reason for source in found(tree) if isinstance(source, Reject)] == [
        "not a file but a device, pipe or socket"
    ]


@pytest.mark.skipif(os.name != "posix", reason="names are Unicode on this system")
def test_a_name_that_is_no_unicode_is_rejected(tmp_path: Path):
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("text")
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    (reject,) = found(tmp_path)
    assert isinstance(reject, Reject)
    reject.locator.encode()
