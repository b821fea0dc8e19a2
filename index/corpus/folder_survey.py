"""What a folder of news holds, from a look at a sample of its files: formats, fields, dates, languages, examples."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePath
from typing import BinaryIO, cast

from msgspec import Struct, field

from ..config.configuration import CorpusConfig
from ..model import Article, Reject, Skip
from .archives.archives import Leaf, leaves, why
from .archives.saved_folders import part_kind
from .archives.streams import Meter, buffered
from .dates.date_evidence import learn_order
from .draft import Place
from .evidence import DateReading
from .findings import Findings
from .inspection import FileInspection, inspect_leaf
from .sources import Source, sources
from .survey import OTHER

MOST_FILES = 200_000
"""Files that are listed; a larger folder is judged by its first ones."""
_SAMPLE = 20
"""Files of one suffix that are opened, spread evenly over the folder."""
_GROUPS = 30
"""Maximum number of suffixes sampled separately; files with rarer ones are sampled together."""
_MEMBERS = 20
"""Members of one archive that are read."""
_RECORDS = 200
"""Records of one file that are read."""
_EXPLAINED = 20
"""Of those, records whose fields are looked at."""
_EXAMPLES = 3
_DATES = 4
_REMARKS = 6
_BEGINNING = 200
"""Characters of an example's text."""
_COMPRESSED = (".gz", ".bz2", ".xz", ".zst")

Progress = Callable[[str, int, int], None]
"""Called with what is being done, and the number of files done and in all."""


class FieldSurvey(Struct):
    """Where the values of one field of the articles were found."""

    field: str
    records: int = 0
    """Records that have a value, of those that were looked at."""
    places: dict[str, int] = {}
    """Places, such as `column "body"`, and in how many records."""


class FormatSurvey(Struct):
    """The files of one format."""

    format: str
    files: int = 0
    """Files and archive members; estimated from the sample unless `exact`."""
    exact: bool = True
    looked_at: int = 0
    articles: int = 0
    """In the files looked at, as far as they were read."""
    rejected: int = 0
    skipped: int = 0
    explained: int = 0
    """Records whose fields were looked at."""
    fields: list[FieldSurvey] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """Names of the source's own fields, where it has some."""


class Example(Struct, frozen=True):
    """One article, as it will be indexed."""

    title: str
    date: str
    outlet: str
    lang: str
    locator: str
    beginning: str
    """Of its text."""


class DateSurvey(Struct):
    """The dates of the articles."""

    dated: int = 0
    undated: int = 0
    earliest: str = ""
    latest: str = ""
    examples: list[DateReading] = field(default_factory=list)
    """As written and as understood, first those that could be read in two ways."""


class FolderSurvey(Struct):
    """What was found."""

    paths: tuple[str, ...]
    files: int = 0
    """In the folder, without hidden ones."""
    left_out: int = 0
    """Hidden and excluded files and folders."""
    looked_at: int = 0
    complete: bool = True
    """Whether every file was read to its end, so that all numbers are exact."""
    formats: list[FormatSurvey] = field(default_factory=list)
    """The most files first."""
    dates: DateSurvey = field(default_factory=DateSurvey)
    languages: dict[str, int] = field(default_factory=dict)
    """Articles by language, the most first; "" where it is not certain."""
    examples: list[Example] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    """The first of each cause."""
    remarks: dict[str, int] = field(default_factory=dict)
    """How files were understood, where that was not plain, and how many."""

    @property
    def articles(self) -> int:
        """Articles in the files looked at."""
        return sum(form.articles for form in self.formats)

    @property
    def names(self) -> set[str]:
        """Names of fields that the sources have."""
        return {name for form in self.formats for name in form.names}


def survey_folder(
    corpus: CorpusConfig, progress: Progress = lambda *_: None, check: Callable[[], None] = lambda: None
) -> FolderSurvey:
    """Look at a sample of the files of a corpus.

    Memory and time are bounded whatever the folder holds: each file is streamed, and of long ones the beginning is
    read.

    Args:
        corpus: the folder, and what is configured of it so far.
        progress: Called with the progress so far.
        check: called now and then; what it raises ends the work.
    """
    look = _Look(corpus, check)
    groups = look.list_files(progress)
    chosen = [(source, len(group) / len(picked)) for group in groups if (picked := _spread(group)) for source in picked]
    for number, (source, weight) in enumerate(chosen):
        progress("reading", number, len(chosen))
        look.read(source, weight)
    progress("reading", len(chosen), len(chosen))
    return look.finish(len(chosen))


def _spread(group: Sequence[Source]) -> Sequence[Source]:
    """A sample spread evenly over some files."""
    if len(group) <= _SAMPLE:
        return group
    return [group[i * len(group) // _SAMPLE] for i in range(_SAMPLE)]


class _Look:
    """Collects what the files show."""

    def __init__(self, corpus: CorpusConfig, check: Callable[[], None]) -> None:
        self._corpus = corpus
        self._check = check
        self._found = FolderSurvey(corpus.paths)
        self._formats: dict[str, FormatSurvey] = {}
        self._files: defaultdict[str, float] = defaultdict(float)
        self._places: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self._names: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._languages: Counter[str] = Counter()
        self._remarks: Counter[str] = Counter()
        self._causes: dict[str, Reject] = {}
        self._examples: dict[str, list[Example]] = {}
        self._open: list[DateReading] = []
        self._plain: list[DateReading] = []

    def list_files(self, progress: Progress) -> list[list[Source]]:
        """Every file, by suffix, the most frequent ones first."""
        groups: defaultdict[str, list[Source]] = defaultdict(list)

        def skipped(skip: Skip) -> None:
            self._found.left_out += skip.count

        for item in sources(self._corpus, skipped):
            self._check()
            if not isinstance(item, Source):
                self._reject(OTHER, item)
                continue
            self._found.files += 1
            groups[_suffix(item.path)].append(item)
            if self._found.files % 500 == 0:
                progress("listing", self._found.files, 0)
            if self._found.files >= MOST_FILES:
                self._found.complete = False
                break
        ordered = sorted(groups.values(), key=len, reverse=True)
        rare = [source for group in ordered[_GROUPS:] for source in group]
        found = [*ordered[:_GROUPS], *([rare] if rare else [])]
        if any(len(group) > _SAMPLE for group in found):
            self._found.complete = False
        return found

    def read(self, source: Source, weight: float) -> None:
        """Look at one file, which stands for so many."""
        self._check()
        if part := part_kind(source.path):
            self._skip(OTHER, Skip(source.path, part), weight)
            return
        findings = Findings(lambda: learn_order(source, self._corpus))
        try:
            with Path(source.path).open("rb", buffering=0) as file:
                meter = Meter(cast("BinaryIO", file))
                for count, leaf in enumerate(leaves(buffered(meter), meter, Place(self._corpus, source.path))):
                    if count >= _MEMBERS:
                        self._found.complete = False
                        break
                    self._leaf(leaf, findings, weight)
        except OSError as error:
            self._reject(OTHER, Reject(source.path, f"cannot read the file: {why(error)}"), weight)
        self._remarks.update(dict.fromkeys(map(_without_numbers, findings.remarks()), 1))

    def _leaf(self, leaf: Leaf | Reject | Skip, findings: Findings, weight: float) -> None:
        if isinstance(leaf, Reject):
            self._reject(OTHER, leaf, weight)
        elif isinstance(leaf, Skip):
            self._skip(OTHER, leaf, weight)
        else:
            articles: list[Article] = []
            found = inspect_leaf(
                leaf, self._corpus, findings,
                shown=_EXPLAINED, most=_RECORDS, check=self._check, take=articles.append,
            )  # fmt: skip
            self._count(found, articles, weight)

    def _format(self, name: str, weight: float) -> FormatSurvey:
        form = self._formats.setdefault(name, FormatSurvey(name))
        form.looked_at += 1
        self._files[name] += weight
        return form

    def _skip(self, name: str, skip: Skip, weight: float) -> None:
        self._format(name, weight).skipped += skip.count

    def _reject(self, name: str, reject: Reject, weight: float = 1) -> None:
        self._format(name, weight).rejected += reject.count
        self._causes.setdefault(_without_numbers(reject.reason), reject)

    def _count(self, file: FileInspection, articles: Sequence[Article], weight: float) -> None:
        form = self._format(file.format or OTHER, weight)
        form.articles += file.articles
        form.skipped += sum(skip.count for skip in file.skipped)
        self._found.complete &= file.complete
        for reject in file.rejected:
            form.rejected += reject.count
            self._causes.setdefault(_without_numbers(reject.reason), reject)
        for record in file.records:
            form.explained += not record.rejected
            names = self._names[form.format]
            names.update(dict.fromkeys((*(one.name for one in record.fields if one.name), *record.unused)))
            for origin in record.fields:
                if origin.value:
                    self._places[form.format][origin.field][re.sub(r"line (?!1\b)[\d,]+", "a line", origin.place)] += 1
                if origin.field == "date" and origin.raw:
                    kept = self._open if origin.how else self._plain
                    if len(kept) < _DATES and all(one.raw != origin.raw for one in kept):
                        kept.append(DateReading(origin.raw, origin.value, origin.how))
        for article in articles:
            self._article(form.format, article)

    def _article(self, name: str, article: Article) -> None:
        dates = self._found.dates
        self._languages[article.lang] += 1
        if article.date:
            dates.dated += 1
            day = article.date[:10]
            dates.earliest = min(dates.earliest or day, day)
            dates.latest = max(dates.latest, day)
        else:
            dates.undated += 1
        examples = self._examples.setdefault(name, [])
        if len(examples) < _EXAMPLES:
            beginning = " ".join(article.text[article.body :][: 2 * _BEGINNING].split())[:_BEGINNING]
            examples.append(
                Example(article.title, article.date, article.outlet, article.lang, article.locator, beginning)
            )

    def finish(self, looked_at: int) -> FolderSurvey:
        """Put it together."""
        found = self._found
        found.looked_at = looked_at
        for name, form in self._formats.items():
            form.files = round(self._files[name])
            form.exact = found.complete or self._files[name] == form.looked_at
            form.fields = [
                FieldSurvey(one, sum(places.values()), dict(places.most_common()))
                for one, places in self._places[name].items()
            ]
            form.names = list(self._names[name])
        found.formats = sorted(self._formats.values(), key=lambda form: (-form.files, form.format))
        found.languages = dict(self._languages.most_common())
        found.dates.examples = [*self._open, *self._plain][:_DATES]
        found.examples = list(_in_turn([self._examples.get(form.format, []) for form in found.formats]))[:_EXAMPLES]
        found.rejects = list(self._causes.values())[:_REMARKS]
        found.remarks = dict(self._remarks.most_common(_REMARKS))
        return found


def _in_turn(lists: Sequence[Sequence[Example]]) -> Iterable[Example]:
    """The first of each list, then the second of each, and so on."""
    for number in range(_EXAMPLES):
        yield from (examples[number] for examples in lists if number < len(examples))


def _suffix(path: str) -> str:
    """The suffix of a file, with the one below it where it is compressed; in lower case."""
    name = PurePath(path)
    suffix = name.suffix.lower()
    return PurePath(name.stem).suffix.lower() + suffix if suffix in _COMPRESSED else suffix


def _without_numbers(text: str) -> str:
    """A sentence without its counts, by which those of several files are the same."""
    return re.sub(r"^[\d,]+ ", "", re.sub(r" \([\d,]+\)", "", text))
