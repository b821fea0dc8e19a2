"""The tables that `name_table` keeps names in."""

# ruff: noqa: S608 - statements are put together from constants of this module

SCHEMA = """
CREATE TABLE names (
    id INTEGER PRIMARY KEY, number INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL,
    articles INTEGER NOT NULL, aliases BLOB, target INTEGER
);
CREATE TABLE numbers (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL, articles INTEGER NOT NULL, spellings INTEGER NOT NULL,
    first INTEGER, last INTEGER, into_ INTEGER, typed INTEGER
);
CREATE TABLE edges (
    base INTEGER, alias INTEGER, part INTEGER, id INTEGER, PRIMARY KEY (base, alias, part, id)
) WITHOUT ROWID;
CREATE TABLE words (word INTEGER PRIMARY KEY, articles INTEGER NOT NULL);
CREATE TABLE state (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
"""
"""
`names`: names with their articles; `aliases` counts the other names that articles give them, as msgpack; `target` is
the id of the name that a name is linked to.
`numbers`: names without their spellings. `first` and `last` are the numbers of the first and the last word of persons
and organisations of several words. `into_` and `typed` are what a name is joined to: see `link_update`.
`words`: numbers of the first and the last words of organisations, with the articles of all that have them, which
triggers keep up to date: a word like "bank" is in too many names to add them up for each change.
`edges`: the acronyms and parts of a longer name that it may be called, and its id: see `short_forms.Short`.
"""
INDEXES = {
    "names_number": "names (number)",
    "names_target": "names (target) WHERE target IS NOT NULL",
    "numbers_first": "numbers (first, articles) WHERE first IS NOT NULL",
    "numbers_last": "numbers (last, articles) WHERE last IS NOT NULL",
    "numbers_into": "numbers (into_) WHERE into_ IS NOT NULL",
    "joined_first": "numbers (first) WHERE into_ IS NOT NULL",
    "joined_last": "numbers (last) WHERE into_ IS NOT NULL",
    "numbers_typed": "numbers (typed) WHERE typed IS NOT NULL",
}
_ORGANISATION = "first & 3 = 1"
WORDS = f"""
INSERT INTO words SELECT word, sum(articles) FROM (
    SELECT first AS word, articles FROM numbers WHERE {_ORGANISATION}
    UNION ALL SELECT last, articles FROM numbers WHERE {_ORGANISATION} AND last <> first
) GROUP BY word
"""


def _trigger(event: str, row: str, articles: str) -> str:
    """Return a trigger that adds a number of articles to those of the words of a row."""
    add = "ON CONFLICT (word) DO UPDATE SET articles = articles + excluded.articles"
    return (
        f"CREATE TRIGGER words_{event[:6].lower()} AFTER {event} ON numbers WHEN {row}.{_ORGANISATION} BEGIN"
        f" INSERT INTO words VALUES ({row}.first, {articles}) {add};"
        f" INSERT INTO words SELECT {row}.last, {articles} WHERE {row}.last <> {row}.first {add}; END"
    )


TRIGGERS = {
    "words_insert": _trigger("INSERT", "new", "new.articles"),
    "words_update": _trigger("UPDATE OF articles", "new", "new.articles - old.articles"),
    "words_delete": _trigger("DELETE", "old", "-old.articles"),
}
"""What keeps `words` up to date, once it was made of all names."""
CHANGED = """
CREATE TEMP TABLE changed (number INTEGER PRIMARY KEY);
CREATE TEMP TABLE dirty (words INTEGER, number INTEGER, PRIMARY KEY (words, number)) WITHOUT ROWID;
CREATE TEMP TABLE doubtful (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE wanted (id INTEGER PRIMARY KEY);
"""
"""
`changed`: numbers of names that were added, removed or counted again since the links were brought up to date.
`dirty`: numbers that may be short for another name, whose links have to be decided again, with their words.
`doubtful`: names whose numbers of articles have been 0 or less.
"""
