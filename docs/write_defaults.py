"""Convert config.yaml to the JSON that is read at every start: `make defaults`."""

import msgspec

from newsexplore.index.config.load import DEFAULT, DEFAULT_READ
from newsexplore.index.config.validate import Reader


def defaults() -> bytes:
    """Return the default configuration as JSON, one value per line.

    Raises:
        ConfigError: config.yaml has problems; all are listed.
    """
    reader = Reader(DEFAULT)
    said = reader.read()
    reader.finish()
    return msgspec.json.format(msgspec.json.encode(said)) + b"\n"


if __name__ == "__main__":
    DEFAULT_READ.write_bytes(defaults())
