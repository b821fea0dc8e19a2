"""What to say when the index cannot be written."""

import errno
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)


def describe_write_error(folder: Path | str, error: OSError) -> str:
    """Describe in sentences why the index in `folder` cannot be written, what is left of it, and what to do."""
    said = f"The index in {folder} cannot be written: {error.strerror or error}. What was committed can be searched"
    if error.errno in _FULL:
        return f"{said}: free some space and index again to go on."
    if error.errno in _REFUSED:
        return f"{said}: change who may write there, or choose another folder with --index-dir."
    return f"{said}; index again to go on."
