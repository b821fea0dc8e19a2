"""Zstandard streams: the standard library's from Python 3.14 on, and before that its backport."""

import io
import sys
from typing import BinaryIO, cast

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ZstdError = zstd.ZstdError
_WINDOW_LOG = 27
"""Largest window, as a power of two: 128 MB, what `zstd --long` writes; a hostile frame asks for 2 GB."""


def decompressor(stream: io.BufferedReader) -> BinaryIO:
    """A file that reads what a stream of Zstandard frames unpacks to."""
    options = {int(zstd.DecompressionParameter.window_log_max): _WINDOW_LOG}
    return cast("BinaryIO", zstd.ZstdFile(stream, options=options))
