"""The commit file: a checksummed list of a commit's segments, in place of Whoosh's pickle.

Layout: magic, CRC-32 of all that follows, msgpack. Whoosh's table of contents is written beside it for other programs
that read Whoosh indexes; newsexplore never reads it, because unpickling can run code.
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
    """Raised for an incomplete or damaged commit file; the message names the symptom."""


class _Entry(Struct, array_like=True):
    """A segment."""

    segid: str
    docs: int
    deleted: bytes
    """Ascending numbers of its deleted documents, four bytes each."""


class Commit(Struct, array_like=True):
    """The content of a commit file."""

    generation: int
    toc_crc: int
    """CRC-32 of Whoosh's table of contents of the same generation."""
    segments: bytes
    """See `encode_segments`."""


def encode_segments(segments: Iterable[W3Segment]) -> bytes:
    """Encode segments."""
    entries = [
        _Entry(one.segid, one.doc_count_all(), np.array(sorted(one.deleted_docs()), "<u4").tobytes())
        for one in segments
    ]
    return msgspec.msgpack.encode(entries)


def decode_segments(data: bytes) -> list[W3Segment]:
    """Decode what `encode_segments` returned; raises msgspec.MsgspecError."""
    return [
        W3Segment(
            PackedCodec(), INDEX_NAME, one.docs, one.segid, set(np.frombuffer(one.deleted, "<u4").tolist()) or None
        )
        for one in msgspec.msgpack.decode(data, type=list[_Entry])
    ]


def encode_commit(commit: Commit) -> bytes:
    """Encode the content of the file."""
    body = msgspec.msgpack.encode(commit)
    return _MAGIC + _CRC.pack(zlib.crc32(body)) + body


def decode_commit(data: bytes) -> Commit:
    """Decode the content of a file.

    Raises:
        CommitError: the file is damaged.
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
