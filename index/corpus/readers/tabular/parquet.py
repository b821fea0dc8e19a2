"""Parquet and Arrow tables, through pyarrow, streamed: a row an article."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from ...archives.streams import MAX_SPOOLED
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...extras import need
from ...fields import fields
from ...text.encodings import decoded

_STREAM = b"\xff\xff\xff\xff"
_LONGEST_SCHEMA = 1 << 24
_ROWS = 256
"""Rows decoded at a time."""


def is_parquet(head: bytes) -> bool:
    """Whether a file begins as a Parquet or Arrow file does."""
    return head.startswith((b"PAR1", b"ARROW1")) or _is_stream(head)


def _is_stream(head: bytes) -> bool:
    """Whether a file begins as a stream of Arrow messages: a mark, and the length of the schema."""
    return head.startswith(_STREAM) and 16 <= int.from_bytes(head[4:8], "little") < _LONGEST_SCHEMA


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the rows of a table.

    Raises:
        Unreadable: pyarrow is missing, or the table is damaged.
    """
    # Its own allocator takes 1 GB of address space at once, which counts against the memory that reading may allocate:
    # files read after a table would be rejected for want of memory.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    arrow = need("pyarrow", "parquet", "Parquet and Arrow tables")
    with _file(given) as file:
        number = 0
        try:
            for batch in _batches(file, given.head):
                if not given.head.startswith(b"PAR1"):
                    batch.validate(full=True)  # offsets that lead out of a damaged file would end the process
                for row in cast("list[dict[str, Any]]", batch.to_pylist()):
                    number += 1
                    row = {name: decoded(cell) for name, cell in row.items()}
                    draft = fields.draft(row, given.corpus.fields, number, given.findings)
                    names = ", ".join(map(str, list(row)[:8]))
                    yield draft or Flaw(number, f"no field that holds a text or a title (columns: {names})")
        except (arrow.ArrowException, OSError, ValueError, UnicodeError, MemoryError) as error:
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            if not number:
                raise Unreadable(f"a damaged table: {reason}") from None
            yield Flaw(number + 1, f"damaged from here on: {reason}")


def _batches(file: Any, head: bytes) -> Iterator[Any]:
    if _is_stream(head):
        for batch in need("pyarrow.ipc", "parquet", "Arrow tables").open_stream(file):
            for start in range(0, batch.num_rows, _ROWS):
                yield batch.slice(start, _ROWS)
        return
    if head.startswith(b"ARROW1"):
        reader = need("pyarrow.ipc", "parquet", "Arrow tables").open_file(file)
        for i in range(reader.num_record_batches):
            batch = reader.get_batch(i)
            for start in range(0, batch.num_rows, _ROWS):
                yield batch.slice(start, _ROWS)
        return
    yield from need("pyarrow.parquet", "parquet", "Parquet tables").ParquetFile(file).iter_batches(_ROWS)


def _file(given: Input) -> Any:
    """A file that can be read from its end: the one on disk, or a temporary copy of what an archive holds."""
    if given.disk_path:
        return Path(given.disk_path).open("rb")
    spool = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    while data := given.stream.read(1024 * 1024):
        if spool.tell() + len(data) > MAX_SPOOLED:
            spool.close()
            raise Unreadable(f"a table in an archive, longer than {MAX_SPOOLED >> 30} GB: unpack it first")
        spool.write(data)
    spool.seek(0)
    return spool
