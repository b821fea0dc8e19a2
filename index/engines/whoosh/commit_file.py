"""The list of segments that a commit consists of: our own file, under a checksum, in place of Whoosh's pickle.

Layout: magic, CRC-32 of all that follows, msgpack. Whoosh's table of contents is written beside it for other programs
that read Whoosh indexes; newsexplore never reads that file, because to unpickle it would run what is in it.
"""

import zlib
from collections.abc import Iterable
from struct import Struct as Layout

import msgspec
import numpy as np
from msgspec import Struct
from whoosh.codec.whoosh3 import W3Segment

from .codec import PackedCodec
from .whoosh_schema import INDEX_NAME

_MAGIC = b"nxcommit"
_CRC = Layout("<I")


class CommitError(Exception):
    """The file is not a whole commit; the message says how that shows."""


class _Entry(Struct, array_like=True):
    """A segment."""

    segid: str
    docs: int
    deleted: bytes
    """Ascending numbers of its deleted documents, four bytes each."""


class Commit(Struct, array_like=True):
    """What a commit file says."""

    generation: int
    toc_crc: int
    """CRC-32 of Whoosh's table of contents of the same generation."""
    segments: bytes
    """See `encode_segments`."""


def encode_segments(segments: Iterable[W3Segment]) -> bytes:
    """Return segments as bytes."""
    entries = [
        _Entry(one.segid, one.doc_count_all(), np.array(sorted(one.deleted_docs()), "<u4").tobytes())
        for one in segments
    ]
    return msgspec.msgpack.encode(entries)


def decode_segments(data: bytes) -> list[W3Segment]:
    """Return what `encode_segments` was given; raises msgspec.MsgspecError."""
    return [
        W3Segment(
            PackedCodec(), INDEX_NAME, one.docs, one.segid, set(np.frombuffer(one.deleted, "<u4").tolist()) or None
        )
        for one in msgspec.msgpack.decode(data, type=list[_Entry])
    ]


def encode_commit(commit: Commit) -> bytes:
    """Return the file's content."""
    body = msgspec.msgpack.encode(commit)
    return _MAGIC + _CRC.pack(zlib.crc32(body)) + body


def decode_commit(data: bytes) -> Commit:
    """Return what a file says.

    Raises:
        CommitError: it is damaged.
    """
    body = data[len(_MAGIC) + _CRC.size :]
    if not data.startswith(_MAGIC) or len(data) < len(_MAGIC) + _CRC.size:
        raise CommitError("its list of segments is cut short or overwritten")
    if _CRC.unpack_from(data, len(_MAGIC))[0] != zlib.crc32(body):
        raise CommitError("its list of segments is not the one that was written")
    try:
        return msgspec.msgpack.decode(body, type=Commit)
    except msgspec.MsgspecError as error:
        raise CommitError(str(error)) from error
