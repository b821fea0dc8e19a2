"""Verification of an evidence bundle: every byte against its digest, every quote against its article."""

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from .article_rereading import read_again
from .bundle_manifest import FORMAT, MANIFEST, README, SUMS, CitedArticle, Manifest, Stored

MAX_MANIFEST = 512 * 1024 * 1024
"""Bytes of a manifest that is read: about a million quotes."""
_CHUNK = 1024 * 1024
Tell = Callable[[int, int], None]
"""Called with the number of files checked and the total."""


class BundleError(Exception):
    """Raised when a file is no evidence bundle that can be checked; the message says why."""


class BundleReport(Struct, frozen=True):
    """The result of a verification."""

    problems: tuple[str, ...]
    """What does not match; empty if everything does."""
    manifest: Manifest
    sha256: str
    """Digest of the whole bundle."""
    files: int
    """Files whose digests were checked."""
    quotes: int
    """Quotes whose words were compared with their article's text."""
    read_again: tuple[str, ...] = ()
    """Ids of articles that were read again from their originals, with the same text."""


def verify_bundle(path: Path, report: Tell = lambda *_: None) -> BundleReport:
    """Verify a bundle.

    Raises:
        BundleError: it cannot be read, or is no evidence bundle.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive)
            problems = list(_problems(archive, manifest, report))
            again = tuple(read_again(archive, manifest)) if not problems else ()
    except OSError as error:
        raise BundleError(f"{path} cannot be read: {error.strerror or error}.") from None
    except zipfile.BadZipFile as error:
        raise BundleError(f"{path} is no zip archive, or a damaged one: {error}.") from None
    quotes = sum(len(article.quotes) for article in manifest.articles)
    return BundleReport(tuple(problems), manifest, digest, len(_listed(manifest)), quotes, again)


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        info = archive.getinfo(MANIFEST)
    except KeyError:
        raise BundleError(f"This is no evidence bundle: it holds no {MANIFEST}.") from None
    if info.file_size > MAX_MANIFEST:
        raise BundleError(f"{MANIFEST} is larger than {MAX_MANIFEST:,} bytes.")
    try:
        manifest = msgspec.json.decode(archive.read(info), type=Manifest)
    except (*_DAMAGE, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BundleError(f"{MANIFEST} cannot be read: {error}.") from None
    if manifest.format != FORMAT:
        raise BundleError(f"This bundle has the format {manifest.format!r}; this version checks {FORMAT!r}.")
    return manifest


_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What reading a damaged, encrypted or exotic member raises."""


def _listed(manifest: Manifest) -> dict[str, Stored]:
    stored = [original.stored for original in manifest.originals] + [article.text for article in manifest.articles]
    return {one.file: one for one in stored}


def _problems(archive: zipfile.ZipFile, manifest: Manifest, report: Tell) -> Iterator[str]:
    listed = _listed(manifest)
    names = [info.filename for info in archive.infolist()]
    for name in sorted({name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else ()):
        yield f"{name}: is in the archive more than once"
    for name in sorted(set(names) - set(listed) - {MANIFEST, SUMS, README}):
        yield f"{name}: is not in the manifest"
    for number, (name, stored) in enumerate(sorted(listed.items()), 1):
        if name not in names:
            yield f"{name}: is missing"
        elif problem := _difference(archive, stored):
            yield f"{name}: {problem}"
        report(number, len(listed))
    if SUMS in names:
        yield from _sums_problems(archive, listed)
    else:
        yield f"{SUMS}: is missing"
    for article in manifest.articles:
        yield from _quote_problems(archive, article, len(manifest.originals))


def _difference(archive: zipfile.ZipFile, stored: Stored) -> str:
    """Compare a file with its digest in bounded memory."""
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(stored.file) as file:
            while data := file.read(_CHUNK):
                digest.update(data)
                size += len(data)
                if size > stored.size:
                    return f"is longer than the {stored.size:,} bytes that the manifest names"
    except _DAMAGE as error:
        return f"cannot be read: {error}"
    if size != stored.size:
        return f"has {size:,} bytes; the manifest names {stored.size:,}"
    return "" if digest.hexdigest() == stored.sha256 else "was changed: its SHA-256 differs from the manifest's"


def _sums_problems(archive: zipfile.ZipFile, listed: dict[str, Stored]) -> Iterator[str]:
    """Compare the list for sha256sum with the manifest, and the manifest with that list."""
    try:
        lines = archive.read(SUMS).decode("utf-8", "replace").splitlines()
    except _DAMAGE as error:
        yield f"{SUMS}: cannot be read: {error}"
        return
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    wanted = {name: stored.sha256 for name, stored in listed.items()}
    for name in (MANIFEST, README):
        try:
            wanted[name] = hashlib.sha256(archive.read(name)).hexdigest()
        except KeyError:
            yield f"{name}: is missing"
        except _DAMAGE as error:
            yield f"{name}: cannot be read: {error}"
    for name in sorted(set(sums) | set(wanted)):
        if sums.get(name) != wanted.get(name):
            yield f"{name}: differs from {SUMS}"


def _quote_problems(archive: zipfile.ZipFile, article: CitedArticle, originals: int) -> Iterator[str]:
    """Compare each quote with the text that it is cited from."""
    if article.original is not None and not 0 <= article.original < originals:
        yield f"article {article.id}: names an original that is not in the manifest"
    if not article.quotes:
        return
    try:
        text = archive.read(article.text.file).decode("utf-8", "surrogatepass")
    except (KeyError, UnicodeDecodeError, *_DAMAGE):
        return  # reported with the file itself
    for quote in article.quotes:
        start, end = quote.fields.get("start"), quote.fields.get("end")
        if not isinstance(start, int) or not isinstance(end, int) or text[start:end] != quote.passage:
            yield f"{article.text.file}: does not have the words cited from it at {start}–{end}"
