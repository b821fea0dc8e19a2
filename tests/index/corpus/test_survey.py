import gzip
from pathlib import Path

from newsexplore.index.corpus.survey import survey

from .support import config


def test_counts_by_format_account_for_every_file(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Storm\n\nNobody was hurt, the port said on Monday.")
    (tmp_path / "b.jsonl").write_text('{"title": "Storm", "text": "Nobody was hurt."}\n' * 3 + "{]\n" * 9)
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(b"Ferry\n\nIt was towed away on Tuesday, they said."))
    (tmp_path / "d.png").write_bytes(b"\x89PNG")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    (tmp_path / ".git").mkdir()
    (tmp_path / "e.bin").write_bytes(bytes(range(250)))
    found = survey(config(tmp_path))
    assert {name: (t.files, t.articles, t.rejected, t.skipped) for name, t in found.items()} == {
        "text": (2, 2, 0, 0), "jsonl": (1, 3, 9, 0), "other": (4, 0, 1, 3)
    }  # fmt: skip
