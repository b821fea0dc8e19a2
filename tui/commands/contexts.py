"""Where the keys of commands work: the contexts, and which of them lie over others."""

from typing import Literal

Context = Literal[
    "everywhere", "search", "list", "results", "article", "quotes", "entities", "timeline", "select", "over", "text",
    "kwic", "words", "batch", "matrix", "report", "denials", "related", "comparison", "narrow", "prompt", "note",
    "filter", "kept",
]  # fmt: skip

CONTEXTS: dict[Context, str] = {
    "everywhere": "Everywhere",
    "search": "In the search line",
    "list": "In every list",
    "results": "In the results",
    "article": "In the article",
    "quotes": "In the quotes",
    "entities": "In the entities",
    "timeline": "In the timeline",
    "select": "While selecting text",
    "narrow": "While narrowing the entities",
    "over": "In dialogs",
    "text": "In a text dialog",
    "kwic": "In the concordance",
    "words": "In the tables of words",
    "batch": "In a batch file",
    "matrix": "In the matrix of names",
    "report": "In a profile or comparison",
    "denials": "In the list of denials",
    "related": "In lists of copies, similar articles and variants of a quote",
    "comparison": "In two articles compared",
    "prompt": "In a prompt",
    "note": "In a note",
    "filter": "In a list with a filter",
    "kept": "In the list of bookmarks and decisions",
}
"""Where a command's keys work, in the order of the help screen, with the heading it has there."""

LISTS: tuple[Context, ...] = (
    "results", "quotes", "entities", "kwic", "words", "batch", "matrix", "report", "denials", "related", "comparison",
    "filter", "kept",
)  # fmt: skip
"""Contexts in which the keys of "list" work too."""

SHADOWING: tuple[Context, ...] = ("search", "select")
"""Contexts whose keys come before those of "everywhere"."""

MODAL: tuple[Context, ...] = (
    "narrow", "over", "text", "kwic", "words", "batch", "matrix", "report", "denials", "related", "comparison",
    "prompt", "note", "filter", "kept",
)  # fmt: skip
"""Contexts of dialogs, and of typing in a pane: the keys of "everywhere" do not work in them."""


def works_in(context: Context) -> tuple[Context, ...]:
    """Return the contexts whose commands work in a context, nearest first."""
    lists: tuple[Context, ...] = ("list",) if context in LISTS else ()
    if context in MODAL:
        over: tuple[Context, ...] = ("over",) if context in LISTS else ()
        return (context, *lists, *(("filter",) if context == "kept" else ()), *over)
    return (context, *lists, "everywhere")
