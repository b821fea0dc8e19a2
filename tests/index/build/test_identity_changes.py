"""Articles keep their ids through many changes of their files, real and random."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from newsexplore.index.build.build_run import build
from newsexplore.index.engines.places import locations

from .identity_steps import articles, counts, ids, settings_of, write


def test_newest_first_dumps_keep_their_articles(shared: Path, tmp_path: Path) -> None:
    case = shared / "cases" / "k03_newest_first"
    if not case.is_dir():
        pytest.skip("that case is not here")
    path = tmp_path / "dump.json"
    shutil.copy(case / "before.json", path)
    settings = settings_of({"dump": [path]})
    build(settings)
    before = ids(settings)
    shutil.copy(case / "after.json", path)
    report = build(settings)
    assert (report.added, report.updated, report.removed) == (1, 0, 0)
    assert before.items() <= ids(settings).items()


@pytest.mark.parametrize("seed", range(5))
def test_whatever_happens_to_files_nothing_is_lost_shared_or_renamed(tmp_path: Path, seed: int) -> None:
    """Random changes to some files of two corpora, and after each the index must say what the files say."""
    random = Random(seed)
    folders = [tmp_path / "a", tmp_path / "b"]
    corpora = {"left": [folders[0]], "right": [folders[1]], "all": folders}
    settings = settings_of(corpora, index=tmp_path / "index")
    stories = [
        {"title": f"Story {n}", "text": " ".join(random.choices(WORDS, k=30))}
        | ({"id": f"k{n}"} if n % 4 == 0 else {"url": f"https://n.example/{n // 8}"} if n % 4 == 1 else {})
        for n in range(24)
    ]
    files: dict[Path, list[dict[str, str]]] = {}
    known: dict[str, str] = {}
    for _ in range(12):
        for _ in range(random.randint(1, 3)):
            random.choice(CHANGES)(files, folders, stories, random)
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            write(folder / "keep.jsonl", {"title": "Kept", "text": f"Always here, in {folder.name}."})
        for path, records in files.items():
            write(path, *records)
        build(settings)
        found = articles(settings)
        for corpus, roots in corpora.items():
            mine = [place for one in found for place in locations(one) if place.corpus == corpus]
            read = [r for path, records in files.items() if path.parent in roots for r in records]
            assert len(mine) == len(read) + len(roots), corpus
            numbered = [place.locator for place in mine if place.locator.rsplit("#", 1)[-1].isdigit()]
            assert len(set(numbered)) == len(numbered)
        for one in found:
            # An id never comes to stand for another story, but what an address holds is one page, edited or not.
            assert known.setdefault(one.id, one.title) == one.title or one.url
            for place in locations(one):
                if not place.source.endswith("keep.jsonl") and "#" in place.locator:
                    number = place.locator.rsplit("#", 1)[1]
                    records = files[Path(place.source)]
                    record = records[int(number) - 1] if number.isdigit() else None
                    assert record is None or record["title"] == one.title
        assert counts(build(settings))[:2] == (0, 0)


WORDS = [f"{a}{b}" for a in ("ka", "lo", "mi", "nu", "ro", "se") for b in ("ta", "ren", "vol", "dis", "mar")]

Files = dict[Path, list[dict[str, str]]]


def insert(files: Files, folders: list[Path], stories: list[dict[str, str]], random: Random) -> None:
    path = random.choice(folders) / f"{random.randint(0, 3)}.jsonl"
    records = files.setdefault(path, [])
    for story in random.choices(stories, k=random.randint(1, 4)):
        records.insert(random.randint(0, len(records)), story)


def remove(files: Files, folders: list[Path], stories: list[dict[str, str]], random: Random) -> None:
    for records in files.values():
        if records and random.random() < 0.5:
            del records[random.randrange(len(records))]


def move(files: Files, folders: list[Path], stories: list[dict[str, str]], random: Random) -> None:
    for path in list(files):
        target = random.choice(folders) / f"{random.randint(0, 6)}.jsonl"
        if target not in files and random.random() < 0.5:
            files[target] = files.pop(path)


def drop(files: Files, folders: list[Path], stories: list[dict[str, str]], random: Random) -> None:
    if files:
        del files[random.choice(list(files))]


def shuffle(files: Files, folders: list[Path], stories: list[dict[str, str]], random: Random) -> None:
    for records in files.values():
        random.shuffle(records)


CHANGES: list[Callable[[Files, list[Path], list[dict[str, str]], Random], None]] = [
    insert,
    insert,
    remove,
    move,
    drop,
    shuffle,
]
