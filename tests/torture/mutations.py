"""Random damage to small inputs."""

import io
import random
import zipfile
from collections.abc import Sequence


def damaged(data: bytes, dice: random.Random, pieces: Sequence[bytes]) -> bytes:
    """Return some bytes with a few changes: cut, dropped, repeated, flipped, and pieces put in."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 3, 6))):
        at = dice.randrange(len(changed) + 1)
        match dice.randrange(6):
            case 0:
                del changed[at:]
            case 1:
                del changed[at : at + dice.randrange(1, 200)]
            case 2:
                changed[at:at] = dice.choice(pieces)
            case 3:
                changed[at:at] = dice.randbytes(dice.randrange(1, 4))
            case 4 if at < len(changed):
                changed[at] ^= 1 << dice.randrange(8)
            case _:
                start = dice.randrange(len(changed) + 1)
                changed[at:at] = changed[start : start + dice.randrange(1, 60)]
    return bytes(changed)


class Package:
    """A zip archive whose members are damaged: changes of the archive itself end at its checksums."""

    def __init__(self, data: bytes) -> None:
        """Unpack an archive."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._members = {name: archive.read(name) for name in archive.namelist()}

    def damaged(self, dice: random.Random, pieces: Sequence[bytes]) -> bytes:
        """Return the archive with one damaged member."""
        chosen = dice.choice(list(self._members))
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, data in self._members.items():
                archive.writestr(name, damaged(data, dice, pieces) if name == chosen else data)
        return file.getvalue()
