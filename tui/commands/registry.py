"""The registry of commands, the source of bindings, palette, footer and help screen.

It imports no Textual, so that `config check` can check a keymap without a screen.
"""

import difflib
from typing import NamedTuple

from .contexts import CONTEXTS, SHADOWING, Context, works_in
from .key_names import key_exists, normal_key, shown_key, split_keys


class Command(NamedTuple):
    """A command of the interface."""

    id: str
    """Its name in `interface.keys`, which never changes."""
    keys: str
    """Default keys, comma separated."""
    label: str
    """One or two words, for the footer."""
    help: str
    """For help screen and palette: a verb first, at most 60 characters, "(toggle)" where the same key undoes it."""
    context: Context
    action: str
    """Textual's action: a method `action_…` of the pane of the context, or of the app or screen where it says so.

    `screen.run('ID')` runs the handler that a controller of the main screen has for the command; "" in the table below
    stands for that.
    """
    footer: bool = False
    """Whether the footer shows it while its keys work."""


def _of(
    context: Context, rows: list[tuple[str, str, str, str, str] | tuple[str, str, str, str, str, bool]]
) -> list[Command]:
    return [Command(*row[:4], context, row[4] or f"screen.run({row[0]!r})", len(row) > 5) for row in rows]


_FOOTER = True
# fmt: off
COMMANDS: tuple[Command, ...] = (
    *_of("everywhere", [
        ("search.focus", "/", "search", "Type a query; results follow as you type", "", _FOOTER),
        ("trail.next", "n", "next", "Go to the next stop of the trail, on into the next article", "", _FOOTER),
        ("trail.previous", "N", "previous", "Go to the previous stop of the trail", "", _FOOTER),
        ("entity.filter", "f", "filter", "Filter by the selected name (toggle)", "", _FOOTER),
        ("entity.exclude", "x", "exclude", "Exclude the selected name (toggle)", "", _FOOTER),
        ("entity.said", "Q", "quotes by", "Search quotes by the selected name in the results", "", _FOOTER),
        ("entity.about", "A", "about", "Search quotes about the selected name in the results", "", _FOOTER),
        ("history.back", "backspace", "back", "Go back to where you were before", "", _FOOTER),
        ("trail.clear", "escape", "matches", "Cancel, or return to search matches", ""),
        ("results.next", "]", "next article", "Open the next result", ""),
        ("results.previous", "[", "previous article", "Open the previous result", ""),
        ("results.sort", "o", "sort", "Sort by relevance, newest, oldest, outlet or mentions", "", _FOOTER),
        ("search.quotes", "t", "articles/quotes", "Search quotes instead of articles (toggle)", "", _FOOTER),
        ("article.find", "F", "find", "Find words in the open article", "", _FOOTER),
        ("article.letters", "m", "letters", "Mark by letters: ᴾ person ᴼ org ᴸ place ⁺ match (toggle)", ""),
        ("pane.results", "1", "results", "Go to the results", ""),
        ("pane.article", "2", "article", "Go to the article", ""),
        ("pane.quotes", "3", "quotes", "Go to the quotes", ""),
        ("pane.entities", "4", "entities", "Go to the entities", ""),
        ("pane.timeline", "5", "timeline", "Go to the timeline", ""),
        ("pane.next", "tab", "next pane", "Go to the next pane", ""),
        ("pane.previous", "shift+tab", "previous pane", "Go to the previous pane", ""),
        ("pane.zoom", "z", "zoom", "Zoom the pane (toggle)", ""),
        ("pane.grow", ">", "larger", "Make the pane larger", ""),
        ("pane.shrink", "<", "smaller", "Make the pane smaller", ""),
        ("pane.hide", "Z", "hide", "Hide timeline, quotes or entities; the number shows it again", ""),
        ("outlets.show", "L", "outlets", "List the outlets of the results, to filter by one", ""),
        ("corpora.choose", "C", "corpora", "Choose which corpora to search, or open another index", ""),
        ("indexing.show", "I", "indexing", "Show indexing progress and rejected sources", ""),
        ("indexing.pause", "P", "pause", "Pause indexing (toggle)", ""),
        ("indexing.again", "f5", "index again", "Index new and changed files", ""),
        ("indexing.watch", "f7", "watch", "Index files as they change (toggle)", ""),
        ("indexing.prune", "f6", "prune", "Remove articles of missing and empty folders", ""),
        ("article.open_url", "O", "open address", "Open the address at the stop, or that of the article", ""),
        ("article.pager", "p", "pager", "Read the article in $PAGER", ""),
        ("article.editor", "e", "editor", "Open the article's text in $VISUAL or $EDITOR", ""),
        ("article.pipe", "|", "pipe", "Pipe the article's text to a command", ""),
        ("keep.bookmark", "b", "bookmark", "Bookmark the article or quote (toggle)", ""),
        ("keep.tags", "+", "tags", "Edit the tags of the article or quote", ""),
        ("keep.note", "w", "note", "Write a note on the article or quote", ""),
        ("keep.list", "B", "bookmarks", "List bookmarks, tags, notes, saved searches and decisions", ""),
        ("keep.undo", "u", "undo", "Undo the last decision", ""),
        ("keep.redo", "Y,ctrl+r", "redo", "Redo the decision undone last", ""),
        ("search.save", "S", "save search", "Save this search under a name", ""),
        ("export", "E", "export", "Export articles, quotes or bookmarks to a file", ""),
        ("results.unread", "U", "read/unread", "Mark as read or unread (toggle)", ""),
        ("results.next_unread", "}", "next unread", "Open the next unread result", ""),
        ("results.fold", "-", "fold", "Fold copies and repeated quotes in the results (toggle)", ""),
        ("search.inflections", "comma", "inflections", "Search for words in all their inflections (toggle)", ""),
        ("article.copies", "&", "copies", "List copies and versions of the article or quote", ""),
        ("article.similar", "~", "similar", "List similar articles, by shared names and rare words", ""),
        ("quotes.variants", '"', "quoted how", "Show how outlets quote the words of the selected quote", ""),
        ("article.raw", "V", "source", "Show the source that the article was read from", ""),
        ("trail.kwic", "K", "concordance", "Concordance: show every stop in context", ""),
        ("search.denials", "=", "denials", "List denials, with what others say on the same matter", ""),
        ("profile.show", "H", "profile", "Profile: everything about the selected name", ""),
        ("compare.show", "%", "compare", "Compare this search with another", ""),
        ("matrix.show", "J", "matrix", "Show which names appear together, as a matrix", ""),
        ("search.why", "!", "why", "Explain the result's score, or the quote's attribution", ""),
        ("counts.show", ".", "left out", "Show what the counts leave out, and what is doubtful", ""),
        ("batch.open", "@", "batch", "Search for every query or name in a file", ""),
        ("words.show", "W", "words", "Words, n-grams, collocates and keyness of the results", ""),
        ("app.copy", "y", "copy", "Copy the selected text or row", ""),
        ("pane.jump", ";", "jump", "Jump to a pane, row or name by the letters beside it", "", _FOOTER),
        ("app.help", "?,f1", "help", "Show every command and its keys", "", _FOOTER),
        ("app.welcome", "f2", "welcome", "Show the welcome screen again", "app.welcome"),
        ("app.messages", "f4", "messages", "List past messages", "app.messages"),
        ("app.palette", "ctrl+p,:", "palette", "Find a command by its name", "app.command_palette"),
        ("app.theme", "T", "theme", "Choose a colour theme", "app.change_theme"),
        ("app.redraw", "R,ctrl+l", "redraw", "Redraw the screen", "app.redraw"),
        ("app.suspend", "ctrl+z", "suspend", "Suspend; fg in the shell returns", "app.suspend_process"),
        ("app.quit", "q,ctrl+q", "quit", "Quit newsexplore", "app.quit", _FOOTER),
    ]),
    *_of("search", [
        ("search.keep", "enter", "to results", "Search, and go to the results", "leave", _FOOTER),
        ("search.leave", "escape", "close", "Close the completions, or go to the results", "escape", _FOOTER),
        ("search.complete", "tab", "complete", "Complete the word; again: the next completion", "complete(1)", _FOOTER),
        ("search.complete_back", "shift+tab", "previous completion",
         "Go back to the previous completion", "complete(-1)"),
        ("search.earlier", "up", "earlier",
         "Recall an earlier query that begins with what is typed", "recall(1)", _FOOTER),
        ("search.later", "down", "later", "Recall a later query, or go into the list of completions", "recall(-1)"),
        ("search.mode", "f2,alt+t", "articles/quotes", "Search quotes instead of articles (toggle)", "mode", _FOOTER),
    ]),
    *_of("list", [
        ("list.down", "j,down", "down", "Move down one row", "move(1)"),
        ("list.up", "k,up", "up", "Move up one row", "move(-1)"),
        ("list.page_down", "pagedown,space", "page down", "Move down one page", "page(1)"),
        ("list.page_up", "pageup", "page up", "Move up one page", "page(-1)"),
        ("list.first", "home,g", "first", "Go to the first row", "first"),
        ("list.last", "end,G", "last", "Go to the last row", "last"),
    ]),
    *_of("results", [
        ("results.read", "enter", "read", "Go to the article", "choose", _FOOTER),
        ("results.mark", "v", "mark", "Mark the row, and move down (toggle)", "", _FOOTER),
        ("results.compact", "c", "compact", "List results on one line each (toggle)", ""),
        ("results.mark_all", "asterisk", "mark all", "Mark all results of the query (toggle)", ""),
    ]),
    *_of("article", [
        ("article.down", "j,down", "down", "Scroll down one line", "move(1)"),
        ("article.up", "k,up", "up", "Scroll up one line", "move(-1)"),
        ("article.page_down", "pagedown,space", "page down", "Scroll down one page", "page(1)"),
        ("article.page_up", "pageup", "page up", "Scroll up one page", "page(-1)"),
        ("article.top", "home,g", "top", "Go to the top of the article", "top"),
        ("article.end", "end,G", "end", "Go to the end of the article", "bottom"),
        ("article.select", "v", "select", "Select text, from the stop on", "start_selecting", _FOOTER),
    ]),
    *_of("quotes", [
        ("quotes.go", "enter", "go", "Go to the quote in the text, or follow its speaker", "choose", _FOOTER),
        ("quotes.speaker", "s", "follow speaker",
         "Follow the speaker: make their quotes the trail", "speaker('follow')", _FOOTER),
        ("quotes.said", "i", "quotes by", "Search quotes by this speaker in the results", "speaker('said')", _FOOTER),
        ("quotes.about", "a", "quotes about",
         "Search quotes about this speaker in the results", "speaker('about')", _FOOTER),
        ("quotes.correct", "c", "correct speaker", "Correct the speaker of the quote", ""),
        ("quotes.group", "v", "by speaker", "Group the quotes by speaker (toggle)", "group", _FOOTER),
        ("quotes.cell", "left,right,h,l", "speaker/quote", "Select the speaker or the quote (toggle)", "cell", _FOOTER),
    ]),
    *_of("entities", [
        ("entities.follow", "enter", "follow",
         "Follow the name: make its mentions, or quotes, the trail", "choose", _FOOTER),
        ("entities.next_type", "right,l", "next type", "Go to the next type of entity", "group(1)"),
        ("entities.previous_type", "left,h", "previous type", "Go to the previous type of entity", "group(-1)"),
        ("entities.narrow", "i", "narrow",
         "Narrow by typing letters of a name, or a speaker's title", "narrow", _FOOTER),
        ("entities.speakers", "s", "speakers",
         "List who is quoted in the results, and how often (toggle)", "speakers", _FOOTER),
        ("entities.together", "v", "with whom",
         "List who appears with the selected name (toggle)", "together", _FOOTER),
        ("entities.trends", "d", "when", "Show when each name appears, as a sparkline (toggle)", "trends", _FOOTER),
        ("entities.merge", "M", "merge", "Merge with another name", ""),
        ("entities.rename", "r", "rename", "Rename the selected entity", ""),
        ("entities.type", "c", "type", "Change the type: person, organisation, place, other", ""),
        ("entities.split", "D", "split", "Split off a name that was merged", ""),
        ("entities.reject", "X", "reject", "Reject: not a name", ""),
        ("entities.all", "a", "all", "List all entities of each type (toggle)", "more", _FOOTER),
    ]),
    *_of("timeline", [
        ("timeline.left", "left,h,k,up", "earlier", "Move to the previous bar", "move(-1)", _FOOTER),
        ("timeline.right", "right,l,j,down", "later", "Move to the next bar", "move(1)", _FOOTER),
        ("timeline.first", "home,g", "first", "Go to the first bar", "first"),
        ("timeline.last", "end,G", "last", "Go to the last bar", "last"),
        ("timeline.filter", "enter", "filter", "Filter by the selected dates (toggle)", "choose", _FOOTER),
        ("timeline.select", "v,space", "span", "Start a span of bars here, or cancel it (toggle)", "select", _FOOTER),
        ("timeline.undated", "d", "undated", "Filter by articles without a date (toggle)", "undated", _FOOTER),
        ("timeline.outlets", "s", "by outlet", "Show the timeline by outlet", "", _FOOTER),
    ]),
    *_of("select", [
        ("select.copy", "y,enter", "copy", "Copy the selection", "select_copy", _FOOTER),
        ("select.end", "escape,v", "end", "End the selection", "select_end", _FOOTER),
        ("select.right", "l,right", "character", "Extend by one character", "select_move('character', 1)"),
        ("select.left", "h,left", "character back", "Shrink by one character", "select_move('character', -1)"),
        ("select.word", "w,e", "word", "Extend to the end of the word", "select_move('word', 1)", _FOOTER),
        ("select.word_back", "b", "word back",
         "Move back to the start of the word", "select_move('word', -1)", _FOOTER),
        ("select.down", "j,down", "line", "Extend by one line", "select_move('line', 1)", _FOOTER),
        ("select.up", "k,up", "line up", "Move back one line", "select_move('line', -1)", _FOOTER),
        ("select.line_end", "$,end", "line end",
         "Extend to the end of the line", "select_move('line end', 1)", _FOOTER),
        ("select.line_start", "0,home", "line start",
         "Move back to the start of the line", "select_move('line end', -1)"),
        ("select.page_down", "pagedown,space", "page", "Extend by one page", "select_move('page', 1)"),
        ("select.page_up", "pageup", "page up", "Move back one page", "select_move('page', -1)"),
        ("select.last", "G", "text end", "Extend to the end of the article", "select_move('text end', 1)", _FOOTER),
        ("select.first", "g", "text start",
         "Move back to the start of the article", "select_move('text end', -1)", _FOOTER),
    ]),
    *_of("narrow", [
        ("narrow.keep", "enter", "done", "Stop typing, and move through the list", "keep", _FOOTER),
        ("narrow.clear", "escape", "all", "List all entities again", "clear", _FOOTER),
    ]),
    *_of("over", [
        ("over.choose", "enter", "select", "Select", "screen.choose", _FOOTER),
        ("over.close", "escape,q", "close", "Close", "screen.dismiss", _FOOTER),
    ]),
    *_of("text", [
        ("text.find", "F,/", "find", "Find words in this text", "screen.find", _FOOTER),
        ("text.next", "n", "next", "Go to the next match", "screen.step(1)", _FOOTER),
        ("text.previous", "N", "previous", "Go to the previous match", "screen.step(-1)", _FOOTER),
        ("text.more", "]", "next part", "Show the next part of a long file", "screen.part(1)", _FOOTER),
        ("text.less", "[", "previous part", "Show the previous part of a long file", "screen.part(-1)", _FOOTER),
        ("text.down", "j,down,enter", "down", "Scroll down one line", "move(1)"),
        ("text.up", "k,up", "up", "Scroll up one line", "move(-1)"),
        ("text.page_down", "pagedown,space", "page down", "Scroll down one page", "page(1)"),
        ("text.page_up", "pageup", "page up", "Scroll up one page", "page(-1)"),
        ("text.top", "home,g", "top", "Go to the top", "top"),
        ("text.end", "end,G", "end", "Go to the end", "bottom"),
        ("text.close", "escape,q", "close", "Close", "screen.dismiss", _FOOTER),
    ]),
    *_of("kwic", [
        ("kwic.sort", "s", "sort", "Sort by what precedes, by what follows, or by article", "screen.sort", _FOOTER),
        ("kwic.positions", "o", "sort by words", "Sort by words at positions: 1L,2L,1R", "screen.positions", _FOOTER),
    ]),
    *_of("words", [
        ("words.next", "right,l", "next table",
         "Show the next table: n-grams, collocates, keyness", "screen.table(1)", _FOOTER),
        ("words.previous", "left,h", "previous table", "Go back to the previous table", "screen.table(-1)"),
        ("words.sort", "s", "sort", "Sort by the next measure", "screen.sort", _FOOTER),
        ("words.larger", "]", "larger", "Enlarge the window, or the n-grams", "screen.size(1)", _FOOTER),
        ("words.smaller", "[", "smaller", "Reduce the window, or the n-grams", "screen.size(-1)", _FOOTER),
        ("words.minimum", "m", "minimum", "Leave out rare rows (toggle)", "screen.minimum", _FOOTER),
        ("words.against", "a", "against", "Choose what keyness compares with", "screen.against", _FOOTER),
    ]),
    *_of("batch", [
        ("batch.quotes", "t", "quotes", "Search the quotes of the row", "screen.search_quotes", _FOOTER),
        ("batch.names", "n", "names/queries", "Read the rows as names or as queries (toggle)", "screen.names", _FOOTER),
        ("batch.sort", "s", "sort", "Sort by articles, by quotes, or as in the file", "screen.sort", _FOOTER),
    ]),
    *_of("matrix", [
        ("matrix.right", "right,l", "next column", "Select the next column", "column(1)", _FOOTER),
        ("matrix.left", "left,h", "previous column", "Select the previous column", "column(-1)", _FOOTER),
    ]),
    *_of("report", [
        ("report.all", "a", "all rows", "List all rows of each list (toggle)", "screen.all", _FOOTER),
    ]),
    *_of("denials", [
        ("denials.all", "a", "all", "Look at all denials, or the newest (toggle)", "screen.all", _FOOTER),
        ("denials.next", "n,right,l", "next denial", "Go to the next denial", "denial(1)", _FOOTER),
        ("denials.previous", "N,left,h", "previous denial", "Go to the previous denial", "denial(-1)", _FOOTER),
    ]),
    *_of("related", [
        ("related.compare", "c", "compare",
         "Compare with the article in question, word by word", "screen.compare", _FOOTER),
        ("related.base", "b", "from this one",
         "Compare the others with this article from now on", "screen.base", _FOOTER),
    ]),
    *_of("comparison", [
        ("comparison.arrange", "s", "side by side", "Show the texts side by side, or in one (toggle)",
         "screen.arrange", _FOOTER),
        ("comparison.next", "n", "next", "Go to the next difference", "difference(1)", _FOOTER),
        ("comparison.previous", "N", "previous", "Go to the previous difference", "difference(-1)", _FOOTER),
    ]),
    *_of("prompt", [
        ("prompt.accept", "enter", "accept", "Accept the line", "screen.accept", _FOOTER),
        ("prompt.leave", "escape", "cancel",
         "Cancel; what is typed is offered again the next time", "screen.leave", _FOOTER),
        ("prompt.earlier", "up", "earlier", "Recall the previous line", "screen.earlier(-1)", _FOOTER),
        ("prompt.later", "down", "later", "Recall the next line", "screen.earlier(1)"),
        ("prompt.complete", "tab", "complete",
         "Complete the line; again: the next completion", "screen.complete", _FOOTER),
    ]),
    *_of("note", [
        ("note.keep", "escape,f10", "save and close", "Save the note and close", "screen.keep", _FOOTER),
        ("note.discard", "f9", "discard", "Discard the changes and close", "screen.discard", _FOOTER),
    ]),
    *_of("filter", [
        ("filter.focus", "/", "filter", "Filter the list by words", "screen.focus_filter", _FOOTER),
    ]),
    *_of("kept", [
        ("kept.take", "delete,ctrl+x", "remove", "Remove the row, or bring it back (toggle)", "screen.take", _FOOTER),
        ("kept.seen", "s", "seen", "Mark what a saved search finds as seen", "screen.seen", _FOOTER),
    ]),
)
# fmt: on
"""Every command, in the order of footer and help screen."""

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}


class KeymapError(Exception):
    """`interface.keys` is invalid; `messages` say why, one sentence each."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


def keys_of(command: Command, keys: dict[str, str]) -> list[str]:
    """Return the keys of a command in a keymap such as `interface.keys`."""
    return split_keys(keys.get(command.id, command.keys))


def key_of(id_: str, keys: dict[str, str]) -> str:
    """Return the first key of a command in a keymap, as shown to the user."""
    return shown_key(keys_of(BY_ID[id_], keys)[0])


def check_keys(keys: dict[str, str]) -> list[str]:
    """Check a keymap: command id -> comma-separated keys.

    Returns:
        The errors, one sentence each: unknown commands, unknown keys, keys with two meanings, commands without a key.
    """
    messages: list[str] = []
    for id_, wanted in keys.items():
        if id_ not in BY_ID:
            near = difflib.get_close_matches(id_, BY_ID, 1)
            messages.append(
                f"there is no command {id_!r}" + (f"; did you mean {near[0]!r}?" if near else "; `?` lists them")
            )
        elif not split_keys(wanted):
            messages.append(f"{id_} would have no key; name at least one")
        messages += [f"{id_}: there is no key {key!r}" for key in split_keys(wanted) if not key_exists(key)]
    return messages + _clashes(keys)


def _clashes(keys: dict[str, str]) -> list[str]:
    messages: list[str] = []
    for context in CONTEXTS:
        if context in ("everywhere", "list"):
            continue
        owners: dict[str, Command] = {}
        for command in COMMANDS:
            if command.context not in works_in(context):
                continue
            for key in {normal_key(key) for key in keys_of(command, keys)}:
                owner = owners.setdefault(key, command)
                if owner.id == command.id or (context in SHADOWING and owner.context != command.context):
                    continue
                message = f"{shown_key(key)} would mean both {owner.id} and {command.id}"
                if message not in messages:
                    messages.append(message)
    return messages
