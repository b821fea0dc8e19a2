"""What `newsexplore init` finds out about a folder."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from newsexplore.index.corpus import folder_survey
from newsexplore.index.corpus.folder_survey import survey_folder

from .support import Reading, config

PROSE = "The harbour board met on Tuesday. It voted to rebuild the old pier before winter, the chair said."


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    rows = "".join(f'Dam {day},"{PROSE}",{day:02}/04/2021\n' for day in range(1, 29))
    (tmp_path / "a.csv").write_text(f"headline,blob,when\n{rows}", "utf-8")
    (tmp_path / "b.txt").write_text(f"Storm\n\n{PROSE}\n", "utf-8")
    (tmp_path / "c.txt").write_text(
        "Ferry\n\nDie Fähre ist am Montag gesunken, und niemand wurde dabei verletzt.\n", "utf-8"
    )
    (tmp_path / "d.json").write_text("{]", "utf-8")
    (tmp_path / "e.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden").write_bytes(b"x")
    with zipfile.ZipFile(tmp_path / "f.zip", "w") as archive:
        archive.writestr("g.txt", f"Gale\n\n{PROSE}\n")
    return tmp_path


def test_a_small_folder_is_counted_exactly(mixed: Path) -> None:
    found = survey_folder(config(mixed))
    assert (found.files, found.looked_at, found.left_out, found.complete) == (6, 6, 1, True)
    counts = {form.format: (form.files, form.articles, form.rejected, form.skipped) for form in found.formats}
    assert counts == {"table": (1, 28, 0, 0), "text": (3, 3, 0, 0), "json": (1, 0, 1, 0), "other": (1, 0, 0, 1)}
    reading = Reading(config(mixed))
    assert len(reading.articles) == found.articles
    assert "not valid JSON" in found.rejects[0].reason


def test_fields_dates_languages_and_examples(mixed: Path) -> None:
    found = survey_folder(config(mixed))
    (table,) = [form for form in found.formats if form.format == "table"]
    places = {one.field: one.places for one in table.fields}
    assert places["title"] == {'column "headline"': 20}
    assert places["text"] == {'column "blob"': 20}
    assert table.names == ["headline", "blob", "when"]
    dates = found.dates
    assert (dates.earliest, dates.latest, dates.dated, dates.undated) == ("2021-04-01", "2021-04-28", 28, 3)
    assert (dates.examples[0].raw, dates.examples[0].iso) == ("01/04/2021", "2021-04-01")
    assert dates.examples[0].how == "day first, as the other dates show"
    assert found.languages == {"en": 30, "de": 1}
    assert len(found.examples) == 3
    assert len({example.locator.partition("#")[0].rpartition(".")[2] for example in found.examples}) > 1


def test_a_mapping_changes_what_is_shown(mixed: Path) -> None:
    found = survey_folder(config(mixed / "a.csv", fields={"title": "when", "date": ""}))
    assert found.examples[0].title == "01/04/2021" or found.examples[0].title == "[The harbour board met on Tuesday.]"
    assert found.dates.dated == 0


def test_of_many_files_a_sample_is_read_and_numbers_are_estimates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(120):
        (tmp_path / f"{number:03}.txt").write_text(f"Storm {number}\n\n{PROSE}\n", "utf-8")
    (tmp_path / "long.jsonl.gz").write_bytes(
        gzip.compress("".join(json.dumps({"title": f"T{n}", "text": PROSE}) + "\n" for n in range(900)).encode())
    )
    told: list[tuple[str, int, int]] = []
    found = survey_folder(config(tmp_path), lambda *progress: told.append(progress))
    assert (found.files, found.looked_at, found.complete) == (121, 21, False)
    (text, lines) = found.formats
    assert (text.format, text.files, text.exact, text.looked_at) == ("text", 120, False, 20)
    assert (lines.format, lines.articles) == ("jsonl", 200)
    assert told[-1] == ("reading", 21, 21)
    monkeypatch.setattr(folder_survey, "MOST_FILES", 50)
    assert survey_folder(config(tmp_path)).files == 50


def test_it_ends_when_it_is_told_to(mixed: Path) -> None:
    def check() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        survey_folder(config(mixed), check=check)
