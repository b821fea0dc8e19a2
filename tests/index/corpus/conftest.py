from pathlib import Path
from typing import Any

import pytest

from .support import Read, Reading, config


@pytest.fixture
def reading(tmp_path: Path) -> Read:
    def write_and_read(name: str, content: str | bytes, **keys: Any) -> Reading:
        path = tmp_path / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Reading(config(tmp_path / "corpus", **keys))

    return write_and_read
