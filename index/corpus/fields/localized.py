"""Records that hold each field once a language, as content systems export them: `{"title": {"de": …, "en": …}}`."""

import re
from collections.abc import Mapping
from typing import Any, cast

from ...lazy_pattern import lazy_pattern
from ..text.languages import code
from .field_names import rank
from .field_values import Record

_TAG = lazy_pattern(r"[a-z]{2}(?:[-_](?:[A-Z]{2}|[A-Z][a-z]{3}|419))?\Z")
_MOST = 60
"""Languages of one field, at most."""


def versions(record: Record) -> list[Record]:
    """The record once for each language that its fields are in; empty if they are not parted by languages.

    The fields may stand in an object of their own, as in exports of Contentful.
    """
    for name, value in record.items():
        if isinstance(value, Mapping) and not _languages(value):
            inner = _versions(cast("Record", value))
            if inner:
                return [{**record, name: one} for one in inner]
    return _versions(record)


def _versions(record: Record) -> list[Record]:
    localized = {name: languages for name, value in record.items() if (languages := _languages(value))}
    if not any(rank(name, "title") is not None or rank(name, "text") is not None for name in localized):
        return []
    found: list[Record] = []
    for language in dict.fromkeys(tag for languages in localized.values() for tag in languages):
        one: dict[str, Any] = {name: value for name, value in record.items() if name not in localized}
        one |= {name: languages[language] for name, languages in localized.items() if language in languages}
        if not any(rank(name, "title") is not None or rank(name, "text") is not None for name in one):
            continue
        if "language" not in one and "lang" not in one:
            one["language"] = language.replace("_", "-")
        found.append(one)
    return found


def _languages(value: Any) -> Record:
    """The values of a field by language; empty if they are anything else."""
    if not isinstance(value, Mapping) or not 0 < len(cast("Record", value)) <= _MOST:
        return {}
    found = cast("Record", value)
    return found if all(_TAG.match(tag) and code(re.split("[-_]", tag)[0]) for tag in found) else {}
