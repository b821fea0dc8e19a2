"""Reading the articles of a bundle again from the originals in it, to see that they say what was cited."""

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ...config.configuration import CorpusConfig
from ...corpus.reading import read
from ...corpus.sources import Source
from ...model import Article
from .bundle_manifest import Manifest, Original


def read_again(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[str]:
    """Yield the ids of the articles whose original, read again, has the same text.

    Articles whose original is not whole in the bundle are left out. Another version of the program may read the same
    original differently, as may one that belongs to a set of files.
    """
    cited: dict[int, dict[str, str]] = {}
    for article in manifest.articles:
        if article.original is not None and manifest.originals[article.original].whole:
            text = archive.read(article.text.file).decode("utf-8", "surrogatepass")
            cited.setdefault(article.original, {})[article.id] = text
    for number, texts in cited.items():
        original = manifest.originals[number]
        with tempfile.TemporaryDirectory(prefix="newsexplore-") as folder:
            # The name decides how some formats are detected; the bundle has made it harmless.
            path = Path(folder) / original.stored.file.rpartition("/")[2].partition("-")[2]
            path.write_bytes(archive.read(original.stored.file))
            found = set(_texts(path, original))
        yield from (id for id, text in texts.items() if text in found)


def _texts(path: Path, original: Original) -> Iterator[str]:
    settings = {"name": "bundle", "paths": [str(path)], **original.reading}
    try:
        corpus = msgspec.convert(settings, CorpusConfig)
    except msgspec.ValidationError:
        return
    size = path.stat().st_size
    for item in read(Source(str(path), corpus.name, "", size, str(path)), corpus):
        if isinstance(item, Article):
            yield item.text
