"""`newsexplore counts`: what the counts of a search leave out."""

from collections.abc import Sequence

from ....index.engines.base import never
from ....index.protocol.questions import CountOmissions, Scope
from ...reports.omission_rows import omission_words
from ..open_index import answers_for
from ..options import Options
from ..output import count, print_json, print_lines, strong
from ..query_notes import say_how_read


def counts(options: Options, query: str, quotes: bool, paths: Sequence[str], json: bool) -> None:
    """Print what the counts of a search leave out, and what is doubtful in them."""
    scope = Scope(query, quotes)
    with answers_for(options, paths) as answers:
        say_how_read(answers, scope)
        found = answers.omissions.count(CountOmissions(scope), never)
    if json:
        print_json(
            {
                "total": found.total,
                "articles": found.articles,
                "quotes": found.quotes,
                "names": dict(found.names),
                "left_out": [
                    {"kind": one.kind, "count": one.count, "of": one.of or None, "query": one.query or None}
                    for one in found.rows
                ],
            }
        )
        return
    results = count(found.total, "quote" if quotes else "article")
    inside = "" if quotes else f", {count(found.quotes, 'quote')} in them"
    print_lines((f"{strong(results)} found, of {count(found.articles, 'article')} in the index{inside}",))
    for one in found.rows:
        what, meaning = omission_words(one.kind, quotes=quotes)
        share = f" of {one.of:,}" if one.of else ""
        print_lines((f"{one.count:>9,}{share}  {what}: {meaning}",))
