"""Document formats that are zip archives of XML: their parts, read within bounds."""

import zipfile
from collections.abc import Container, Iterator

from ..draft import Input, Unreadable
from ..fields.xml_records import Broken, Element, records

MAX_PART = 256 * 1024 * 1024
"""Bytes of one part, unpacked: the text of a document; its pictures are never opened."""


class Package:
    """An open document."""

    def __init__(self, given: Input):
        """Open the document of a file.

        Raises:
            BadZipFile: it is damaged.
        """
        self._given = given
        self._archive = zipfile.ZipFile(given.stream)
        self.names = self._archive.namelist()

    def read(self, name: str) -> bytes:
        """The bytes of a part, b"" if there is none of that name.

        Raises:
            Unreadable: it is longer than the bounds, or encrypted.
        """
        if name not in self.names:
            return b""
        try:
            with self._archive.open(name) as part:
                data = part.read(MAX_PART + 1)
        except RuntimeError:
            raise Unreadable("encrypted: save it without its password first") from None
        if len(data) > MAX_PART:
            raise Unreadable(f"a document whose part {name} is longer than {MAX_PART >> 20} MB")
        return data

    def elements(self, name: str, wanted: Container[str]) -> Iterator[Element]:
        """Yield the outermost elements of these names in an XML part, see `records`; damage ends them."""
        data = self.read(name)
        for element in records(self._given.part(data, name), wanted):
            if not isinstance(element, Broken):
                yield element
