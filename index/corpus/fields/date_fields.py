"""Fields of records that hold a date, a part of one, or a moment that is none of the article's."""

from collections.abc import Iterable

from .field_names import rank, squash
from .field_values import Record, is_missing

TIMES = tuple(
    "time hora hour heure uhrzeit ora tijd pubtime publishtime 时间 時間 время saat godzina ωρα klokkeslett tidspunkt"
    " 시간".split()
)
"""Fields that may hold the time of day of a date in another field."""
FETCHED = tuple(
    "datedownload downloaddate downloadedat datedownloaded scrapedat scrapedate datescraped fetchedat fetchdate"
    " fetched datefetched crawldate crawledat crawled crawltime datecrawled retrievedat retrieved retrievaldate"
    " dateretrieved accessed accessdate dateaccessed capturedat capturedate captured collectedat collected"
    " warcdate".split()
)
"""Fields that say when a record was fetched, which is never the date of an article."""
SAVED = frozenset(
    "timeadded dateadded addedat savedat datesaved saveddate timesaved bookmarkeddate highlightedat clippedat readat"
    " lastread indexeddate indexedat dateindexed harvestdate harvestedat insertedat ingestedat importedat dateimported"
    " exportedat archivedat viewedat".split()
)
"""Fields that say when somebody saved a page, which is never the date of an article either."""
OF_BOOKMARKS = (
    frozenset(("selection", "highlights", "favorite", "timeadded")),
    frozenset(("folder", "status", "timeadded")),
)
"""Fields of lists of saved pages: one of each kind is in all of them."""
PARTS_OF_DATES = (
    ("year", "pubyear", "publicationyear", "jahr", "ano", "annee", "anno", "jaar"),
    ("month", "pubmonth", "publicationmonth", "monat", "mes", "mois", "mese", "maand"),
    ("day", "pubday", "publicationday", "tag", "dia", "jour", "giorno", "dag"),
)
_OF_RECORDS = frozenset(
    "versioncreated created creationdate creationtime createdat createdutc createdon datecreated createdtime timestamp"
    " unixtimestamp unixtime ts epoch updated updatedat dateupdated lastupdated modified datemodified modifiedat"
    " datemodify".split()
)
"""Fields that may say when a record was made or changed, if another one is for when the article was published."""


def is_moment_of_saving(name: str) -> bool:
    """Whether a field says when a page was fetched or saved, which is never the date of an article."""
    return squash(name) in SAVED or squash(name) in FETCHED


def is_list_of_bookmarks(names: Iterable[str]) -> bool:
    """Whether these are the fields of saved pages, as read-later services export them."""
    found = set(map(squash, names))
    return all(not kind.isdisjoint(found) for kind in OF_BOOKMARKS)


def leaves_publication_out(record: Record) -> bool:
    """Whether a record has a field for when the article was published, and nothing in it."""
    return any(
        is_missing(value)
        and ("publi" in (low := squash(name)) or low.startswith("pub"))
        and rank(name, "date") is not None
        for name, value in record.items()
    )


def is_of_record(name: str) -> bool:
    """Whether a field may say when the record was made, rather than the article."""
    return squash(name) in _OF_RECORDS
