"""Writing an evidence bundle: a zip archive of the cited articles, their originals and a manifest of digests."""

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import msgspec
from msgspec.structs import replace

from .... import __version__
from ...annotate.text.quote_context import whole_sentences
from ...config.configuration import CorpusConfig
from ...corpus.originals import OriginalBytes, originals
from ...corpus.sources import digest_of, stamp_of
from ...model import Article, SourceState
from ...quotation import quote_fields
from ...search.index_answers import Answers
from ..formats.exported_article import Entry
from ..job import Job
from .bundle_manifest import (
    FORMAT,
    MANIFEST,
    READING,
    README,
    SUMS,
    CitedArticle,
    CitedQuote,
    Manifest,
    Original,
    OriginalState,
    Stored,
)

_README = """\
This is an evidence bundle: what was cited, as newsexplore read it.

texts/         the text of each cited article; offsets count its Unicode code points
originals/     the files and archive members that the articles were read from, unchanged. A file of more than 16 MB is
               represented by what the article's record begins with.
manifest.json  what each file is: source, offsets and words of every quote, and the SHA-256 of every file
SHA256SUMS     the same digests for sha256sum

Verify with: newsexplore verify BUNDLE.zip     or unpack it and run: sha256sum -c SHA256SUMS
Both find what was changed by accident. Whoever changes the bundle on purpose can change the digests too: note the
SHA-256 of the bundle itself, which newsexplore prints, where nobody else can change it.
"""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 80


def write_bundle(
    entries: Iterable[Entry], answers: Answers, job: Job, file: IO[bytes], check: Callable[[], None]
) -> None:
    """Write the bundle of a job's entries.

    Args:
        entries: The articles and quotes to cite; one article may come several times, with different quotes.
        answers: The index that they come from.
        job: What was exported.
        file: Where to; need not be seekable.
        check: Called now and then; what it raises ends the work.

    Raises:
        OSError: the file cannot be written.
    """
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        bundle = _Bundle(archive)
        cited: dict[str, CitedArticle] = {}
        articles: dict[str, Article] = {}
        for entry in entries:
            id = entry.article.id
            if id not in cited:
                articles[id] = entry.article
                cited[id] = _cited(entry.article, bundle)
            quotes = (*cited[id].quotes, *_quotes(entry))
            cited[id] = replace(cited[id], quotes=quotes)
        stored = _store_originals(list(articles.values()), answers, bundle, cited, check)
        created = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(
            FORMAT, f"newsexplore {__version__}", created, job.scope.query, job.what, stored, tuple(cited.values())
        )
        bundle.add(README, _README.encode())
        bundle.add(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        sums = "".join(f"{one.sha256}  {one.file}\n" for one in bundle.stored)
        bundle.add(SUMS, sums.encode())


class _Bundle:
    """An archive under construction."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.stored: list[Stored] = []

    def add(self, name: str, data: bytes) -> Stored:
        self._archive.writestr(name, data)
        stored = Stored(name, hashlib.sha256(data).hexdigest(), len(data))
        self.stored.append(stored)
        return stored


def _cited(article: Article, bundle: _Bundle) -> CitedArticle:
    name = f"texts/{len(bundle.stored) + 1:05}-{_safe_name(article.id)}.txt"
    text = bundle.add(name, article.text.encode("utf-8", "surrogatepass"))
    about = (article.title, article.date, article.outlet, article.byline, article.url, article.locator, article.digest)
    return CitedArticle(article.id, *about, text)


def _quotes(entry: Entry) -> Iterable[CitedQuote]:
    article = entry.article
    for quote, _ in entry.quotes:
        sentences = whole_sentences(article, entry.annotations.blocks, quote)
        yield CitedQuote(article.text[quote.start : quote.end], sentences, quote_fields(quote))


def _store_originals(
    articles: list[Article],
    answers: Answers,
    bundle: _Bundle,
    cited: dict[str, CitedArticle],
    check: Callable[[], None],
) -> tuple[Original, ...]:
    """Add the originals to the bundle, each once, and name them in the cited articles."""
    by_source: dict[tuple[str, str], list[Article]] = {}
    for article in articles:
        by_source.setdefault((article.corpus, article.source), []).append(article)
    states = {(state.corpus, state.path): state for state in answers.engine.sources()}
    corpora = {corpus.name: corpus for corpus in answers.settings.corpora}
    found: list[Original] = []
    for (corpus, source), wanted in by_source.items():
        state = _state(Path(source), states.get((corpus, source)))
        for one in originals(source, corpora.get(corpus), wanted, check):
            if one.problem:
                for article in one.articles:
                    cited[article.id] = replace(cited[article.id], missing=one.problem)
                continue
            for article in one.articles:
                cited[article.id] = replace(cited[article.id], original=len(found))
            found.append(_stored(one, state, corpora.get(corpus), len(found), bundle))
    return tuple(found)


def _stored(
    one: OriginalBytes, state: OriginalState, corpus: CorpusConfig | None, number: int, bundle: _Bundle
) -> Original:
    reading = {name: getattr(corpus, name) for name in READING} if corpus else {}
    base = re.split(r"[/\\!]", one.locator)[-1]
    name = f"originals/{number + 1:05}-{_safe_name(base)}{'' if one.whole else '.excerpt'}"
    return Original(bundle.add(name, one.data), one.locator, state, one.start, one.whole, reading)


def _state(path: Path, state: SourceState | None) -> OriginalState:
    """Compare a file with its state when it was indexed: by size and time, or else by its bytes."""
    if state is None:
        return "unknown"
    try:
        stamp = stamp_of(path.stat())
    except OSError:
        return "unknown"
    same = stamp == state.stamp.split(" ")[0] or (state.digest != "" and digest_of(str(path)) == state.digest)
    return "as indexed" if same else "changed"


def _safe_name(name: str) -> str:
    """A file name without characters that any system or terminal treats specially."""
    return _UNSAFE.sub("-", name).strip("-.")[-_LONGEST_NAME:] or "unnamed"
