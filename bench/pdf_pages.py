"""PDF documents written by hand: lines of text on pages."""

import re
from collections.abc import Sequence

_LINES = 45
"""Lines of a page."""


def pdf_pages(lines: Sequence[str]) -> bytes:
    """Return a PDF document with pages of lines."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids: list[str] = []
    for first in range(0, len(lines), _LINES):
        part = [re.sub(r"[^\x20-\x7e]|[()\\]", " ", line) for line in lines[first : first + _LINES]]
        text = "".join(f"BT /F1 10 Tf 60 {760 - 15 * i} Td ({line}) Tj ET\n" for i, line in enumerate(part))
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}endstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    data = b"%PDF-1.4\n"
    places: list[int] = []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return data + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
