"""The tables that `name_table` keeps names in."""

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
CREATE TABLE state (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
"""
"""
`names`: names with their articles; `aliases` counts the other names that articles give them, as msgpack; `target` is
the id of the name that a name is linked to.
`numbers`: names without their spellings. `first` and `last` are the numbers of the first and the last word of persons
and organisations of several words. `into_` and `typed` are what a name is joined to: see `link_update`.
`edges`: the acronyms and parts of a longer name that it may be called, and its id: see `short_forms.Short`.
"""
INDEXES = {
    "names_number": "names (number)",
    "names_target": "names (target) WHERE target IS NOT NULL",
    "numbers_first": "numbers (first, articles) WHERE first IS NOT NULL",
    "numbers_last": "numbers (last, articles) WHERE last IS NOT NULL",
    "numbers_into": "numbers (into_) WHERE into_ IS NOT NULL",
    "numbers_typed": "numbers (typed) WHERE typed IS NOT NULL",
}
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
