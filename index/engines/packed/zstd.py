"""Zstandard: the standard library's from Python 3.14, its backport before."""

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CompressionParameter = zstd.CompressionParameter
ZstdCompressor = zstd.ZstdCompressor
ZstdDict = zstd.ZstdDict
ZstdError = zstd.ZstdError
decompress = zstd.decompress
train_dict = zstd.train_dict

__all__ = ["CompressionParameter", "ZstdCompressor", "ZstdDict", "ZstdError", "decompress", "train_dict"]
