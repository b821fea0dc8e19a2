"""Rich text as Outlook stores it: compressed after [MS-OXRTFCP], a variant of LZ77 with a dictionary of 4,096 bytes.

The package compressed-rtf refuses a damaged stream whole, and states no licence; this reads it as far as it goes.
"""

_PRIMED = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymb"
    rb"olArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What the dictionary holds at first."""
_WINDOW = 4096
_PLAIN = b"MELA"
"""The mark of text that is not compressed."""


def decompress(data: bytes) -> bytes:
    """The RTF of a compressed stream, as far as it goes."""
    if len(data) < 16:
        return b""
    if data[8:12] == _PLAIN:
        return data[16:]
    size = int.from_bytes(data[4:8], "little")
    window = bytearray(_PRIMED.ljust(_WINDOW, b" "))
    at, found, place = len(_PRIMED), bytearray(), 16
    while place < len(data) and len(found) < size:
        flags = data[place]
        place += 1
        for bit in range(8):
            if flags >> bit & 1:
                pair = int.from_bytes(data[place : place + 2], "big")
                place += 2
                start, length = pair >> 4, (pair & 15) + 2
                if place > len(data) or start == at:
                    return bytes(found)
                run = [start + i for i in range(length)]
            else:
                if place >= len(data):
                    return bytes(found)
                window[at] = data[place]
                place += 1
                run = [at]
            for one in run:
                byte = window[one % _WINDOW]
                window[at] = byte
                at = (at + 1) % _WINDOW
                found.append(byte)
    return bytes(found[:size])
