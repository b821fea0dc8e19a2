"""`profile` and `compare`: reports about a name, and about two searches, on standard output."""

import shutil
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from ....index.model import EntityType
from ....index.protocol.questions import CompareScopes, MakeProfile, Scope
from ....index.protocol.reports import Contradiction, Profile, QuoteSet
from ...reports.comparison_rows import comparison_rows
from ...reports.profile_rows import profile_rows
from ...reports.report_rows import ReportRow
from ..open_index import answers_for
from ..options import Options
from ..output import print_json, print_lines, quote_json, strong
from ..query_notes import say_how_read

_WIDEST = 160
"""Columns of a report at most; where there is no terminal, all of them."""


def profile(
    options: Options,
    name: str,
    kind: EntityType | None,
    within: str,
    limit: int,
    paths: Sequence[str],
    json: bool,
) -> None:
    """Print the profile of a name."""
    scope = Scope(within)
    with answers_for(options, paths) as answers:
        say_how_read(answers, scope)
        found = answers.profile(MakeProfile(scope, name, kind, limit))
        if json:
            print_json(_profile_json(found))
        else:
            _print_rows(profile_rows(found, _width()))


def compare(options: Options, a: str, b: str, quotes: bool, limit: int, paths: Sequence[str], json: bool) -> None:
    """Print two searches side by side."""
    scopes = Scope(a, quotes), Scope(b, quotes)
    with answers_for(options, paths) as answers:
        for scope in scopes:
            say_how_read(answers, scope)
        found = answers.compare(CompareScopes(*scopes, limit))
        if json:
            fields = msgspec.to_builtins(found)
            del fields["type"]
            for name in ("names", "speakers", "keywords_a", "keywords_b", "only_a", "only_b"):
                fields[name] = [msgspec.structs.asdict(one) for one in getattr(found, name)]
            print_json(fields)
        else:
            _print_rows(comparison_rows(found, _width(), quotes=quotes))


def _width() -> int:
    return min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns)


def _print_rows(rows: Iterable[ReportRow]) -> None:
    print_lines(strong(row.text) if row.look == "heading" else row.text for row in rows)


def _profile_json(profile: Profile) -> dict[str, Any]:
    """Return a profile under the names that JSON promises."""
    fields = msgspec.to_builtins(profile)
    del fields["entity_type"], fields["type"], fields["keywords_of_quotes"]
    shares = [{"outlet": one.outlet, "articles": one.articles, "of": one.of} for one in profile.outlets]
    companions = [
        {
            "name": one.name,
            "type": one.type,
            "articles": one.articles,
            "expected": round(one.expected, 3),
            "log_likelihood": round(one.log_likelihood, 3),
        }
        for one in profile.companions
    ]
    return {
        "name": profile.name,
        "type": profile.entity_type,
        **{key: value for key, value in fields.items() if key != "name"},
        "timeline": {
            "unit": profile.timeline.unit,
            "bars": [{"start": bar.start, "articles": bar.count} for bar in profile.timeline.buckets],
            "undated": profile.timeline.undated,
        },
        "outlets": shares,
        "companions": companions,
        "keywords": [msgspec.structs.asdict(one) for one in profile.keywords],
        "keywords_of": "quotes" if profile.keywords_of_quotes else "articles",
        "by": _quotes_json(profile.by),
        "about": _quotes_json(profile.about),
        "contradictions": [_contradiction_json(one) for one in profile.contradictions],
        "namesakes": [{"name": name, "type": kind, "articles": number} for kind, name, number in profile.namesakes],
    }


def _quotes_json(found: QuoteSet) -> dict[str, Any]:
    return {
        "quotes": found.total,
        "doubtful": found.doubtful,
        "stances": dict(found.stances),
        "newest": [quote_json(hit) for hit in found.newest],
    }


def _contradiction_json(one: Contradiction) -> dict[str, Any]:
    return {"said": quote_json(one.said), "other": quote_json(one.other), "shared": one.shared}
