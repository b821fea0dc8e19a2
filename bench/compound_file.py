"""Write files of the format that Office used before 2007 ([MS-CFB]): no library that reads them writes them."""

import struct
from collections.abc import Mapping, Sequence

_SECTOR, _SMALL, _LEAST = 512, 64, 4096
_END, _FREE, _TABLE, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF


def compound_file(streams: Mapping[tuple[str, ...], bytes]) -> bytes:
    """Return a file with these streams, each named by the storages that it stands in and its own name."""
    table: list[int] = []
    body = bytearray()

    def store(data: bytes) -> int:
        """Append a chain of sectors, and return the number of its first."""
        if not data:
            return _END
        first, count = len(table), -(-len(data) // _SECTOR)
        table.extend([*range(first + 1, first + count), _END])
        body.extend(data.ljust(count * _SECTOR, b"\0"))
        return first

    paths: list[tuple[str, ...]] = sorted({path[:i] for path in streams for i in range(1, len(path) + 1)})
    children = {parent: [path for path in paths if path[:-1] == parent] for parent in [(), *paths]}
    numbers = {(): 0} | {path: i for i, path in enumerate(paths, 1)}
    small, small_table = bytearray(), list[int]()
    entries: list[tuple[str, int, int, int, int, int]] = []
    for path in paths:
        siblings = children[path[:-1]]
        after = siblings[siblings.index(path) + 1 :]
        right = numbers[after[0]] if after else _NONE
        if path not in streams:
            entries.append((path[-1], 1, right, numbers[children[path][0]], 0, 0))
            continue
        data = streams[path]
        if len(data) >= _LEAST or not data:
            start = store(data)
        else:
            start, count = len(small_table), -(-len(data) // _SMALL)
            small_table.extend([*range(start + 1, start + count), _END])
            small.extend(data.ljust(count * _SMALL, b"\0"))
        entries.append((path[-1], 2, right, _NONE, start, len(data)))
    root = ("Root Entry", 5, _NONE, 1 if paths else _NONE, store(bytes(small)), len(small))
    directory = b"".join(_entry(*entry) for entry in (root, *entries))
    directory_start = store(directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0"))
    small_start = store(struct.pack(f"<{len(small_table)}I", *small_table))
    sectors = -(-len(table) // 127)  # the table's own sectors have entries in it, too
    first = len(table)
    table += [_TABLE] * sectors
    body += struct.pack(f"<{len(table)}I", *table).ljust(sectors * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    small_count = -(-len(small_table) * 4 // _SECTOR)
    header += struct.pack("<9I", 0, sectors, directory_start, 0, _LEAST, small_start, small_count, _END, 0)
    places = [first + i for i in range(sectors)]
    return header + struct.pack("<109I", *(places + [_FREE] * (109 - sectors))) + bytes(body)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    words = name.encode("utf-16-le") + b"\0\0"
    head = words.ljust(64, b"\0") + struct.pack("<HBBIII", len(words), kind, 1, _NONE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def outlook_message(title: str, text: str) -> bytes:
    """Return a message of Outlook."""
    sent = 132585489000000000  # 2021-02-22 11:15 in tenths of microseconds from 1601
    streams = {
        ("__properties_version1.0",): bytes(32) + struct.pack("<IIQ", 0x00390040, 6, sent),
        ("__substg1.0_0037001F",): title.encode("utf-16-le"),
        ("__substg1.0_0C1A001F",): "The Courier".encode("utf-16-le"),
        ("__substg1.0_1000001F",): text.encode("utf-16-le"),
    }
    return compound_file(streams)


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook of Excel 97 with one sheet of texts."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 6))

    sheet = begin(0x10)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            words = text[:4000].encode("utf-16-le")
            sheet += record(0x204, struct.pack("<HHHHB", row, column, 0, len(words) // 2, 1) + words)
    end = record(0x0A, b"")
    length = len(begin(5)) + 4 + 8 + len("News") + len(end)
    book = begin(5) + record(0x85, struct.pack("<IBBBB", length, 0, 0, len("News"), 0) + b"News") + end
    return compound_file({("Workbook",): (book + sheet + end).ljust(4096, b"\0")})
