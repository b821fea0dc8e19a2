"""The one registry of commands: bindings, palette, footer and help screen are all made from it.

It knows nothing of the screen, so that `config check` can judge a keymap without opening one.
"""

import difflib
import unicodedata
from functools import cache
from typing import Literal, NamedTuple

Context = Literal[
    "everywhere", "search", "list", "results", "article", "quotes", "entities", "timeline", "select", "over", "text",
    "kwic", "narrow", "prompt", "note", "kept",
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
    "narrow": "While letters narrow the entities",
    "over": "In what opens over the panes",
    "text": "In a text that opens over the panes",
    "kwic": "In the concordance",
    "prompt": "In a prompt",
    "note": "In a note",
    "kept": "In the list of what is kept",
}
"""Where a command's keys work, in the order of the help screen, with the heading it has there."""

LISTS: tuple[Context, ...] = ("results", "quotes", "entities", "kwic")
"""The contexts in which the keys of "list" work too."""

SHADOWING: tuple[Context, ...] = ("search", "select")
"""The contexts whose keys may mean something else everywhere: there, these come first."""

MODAL: tuple[Context, ...] = ("narrow", "over", "text", "kwic", "prompt", "note", "kept")
"""The contexts of what opens over the panes, or in one: meanwhile the keys of "everywhere" do not work."""


class Command(NamedTuple):
    """Something the user can do."""

    id: str
    """What `interface.keys` calls it; it never changes."""
    keys: str
    """Default keys, comma separated."""
    label: str
    """One or two words, for the footer."""
    help: str
    """One sentence, for help screen and palette."""
    context: Context
    action: str
    """The method that does it, `action_…` of the pane it belongs to, of the screen for "everywhere", or of the app.

    `app.…` and `screen.…` say so wherever it is not the pane's.
    """
    footer: bool = False
    """Whether the footer tells of it while its keys work."""


def _of(
    context: Context, rows: list[tuple[str, str, str, str, str] | tuple[str, str, str, str, str, bool]]
) -> list[Command]:
    return [Command(*row[:4], context, row[4], len(row) > 5) for row in rows]


_FOOTER = True
# fmt: off
COMMANDS: tuple[Command, ...] = (
    *_of("everywhere", [
        ("search.focus", "/", "search", "Type a query; results follow as you type", "search", _FOOTER),
        ("trail.next", "n", "next", "Next stop of the trail, on into the next article", "step(1)", _FOOTER),
        ("trail.previous", "N", "previous", "Previous stop of the trail", "step(-1)", _FOOTER),
        ("entity.filter", "f", "filter", "Only what has the chosen one, or the trail's; again: all", "filter", _FOOTER),
        ("entity.exclude", "x", "exclude", "Only what does not have it; again: all", "exclude", _FOOTER),
        ("history.back", "backspace", "back", "Back to where you were before", "back", _FOOTER),
        ("trail.clear", "escape", "matches", "Give up what was begun, or else follow the matches again", "clear_trail"),
        ("results.next", "]", "next article", "Open the next result", "result(1)"),
        ("results.previous", "[", "previous article", "Open the previous result", "result(-1)"),
        ("results.sort", "o", "sort", "Sort by relevance, newest, oldest or outlet", "sort", _FOOTER),
        ("search.quotes", "t", "articles/quotes", "Search articles, or what people said", "toggle_quotes", _FOOTER),
        ("article.find", "F", "find", "Find words in the open article", "find", _FOOTER),
        ("article.letters", "m", "letters", "Mark by letters: ᴾ person ᴼ org ᴸ place ᴹ misc ⁺ match ˮ said", "letters"),
        ("pane.results", "1", "results", "Go to the results", "pane('results')"),
        ("pane.article", "2", "article", "Go to the article", "pane('article')"),
        ("pane.quotes", "3", "quotes", "Go to the quotes", "pane('quotes')"),
        ("pane.entities", "4", "entities", "Go to the entities", "pane('entities')"),
        ("pane.timeline", "5", "timeline", "Go to the timeline", "pane('timeline')"),
        ("pane.next", "tab", "next pane", "Go to the next pane", "cycle(1)"),
        ("pane.previous", "shift+tab", "previous pane", "Go to the previous pane", "cycle(-1)"),
        ("pane.zoom", "z", "zoom", "Give the pane all the room, or share it again", "zoom"),
        ("pane.grow", ">", "larger", "Make the pane larger", "resize_pane(1)"),
        ("pane.shrink", "<", "smaller", "Make the pane smaller", "resize_pane(-1)"),
        ("pane.hide", "Z", "hide", "Put timeline, quotes or entities away; the number brings the pane back", "hide"),
        ("outlets.show", "L", "outlets", "Show who published the results, and keep only one of them", "outlets"),
        ("corpora.choose", "C", "corpora", "Choose which corpora to search, or open another index", "corpora"),
        ("indexing.show", "I", "indexing", "Show how far indexing is, and what could not be read", "indexing"),
        ("indexing.pause", "P", "pause", "Hold indexing up, or let it go on", "pause_indexing"),
        ("indexing.again", "f5", "look again", "Index what is new in the corpora since", "index_again"),
        ("article.open_url", "O", "open address", "Open the article's address, or the one at the stop", "open_url"),
        ("article.pager", "p", "pager", "Read the article in $PAGER", "pager"),
        ("article.editor", "e", "editor", "Open the article's text in $VISUAL or $EDITOR", "editor"),
        ("article.pipe", "|", "pipe", "Hand the article's text to a command, and see what it says", "pipe"),
        ("keep.bookmark", "b", "bookmark", "Bookmark the article or quote, or take it away", "bookmark"),
        ("keep.tags", "+", "tags", "Tag the article or quote: tag:NAME finds it", "tags"),
        ("keep.note", "w", "note", "Write a note on the article or quote", "note"),
        ("keep.list", "B", "kept", "List bookmarks, tags, notes, saved searches and decisions", "kept"),
        ("keep.undo", "u", "undo", "Undo the last decision", "undo"),
        ("keep.redo", "Y,ctrl+r", "redo", "Redo the decision undone last", "redo"),
        ("search.save", "S", "save search", "Save this search under a name", "save_search"),
        ("export", "E", "export", "Write articles, quotes or what is kept into a file", "export"),
        ("results.unread", "U", "read/unread", "Say that the article is read, or is not", "unread"),
        ("results.next_unread", "}", "next unread", "Open the next result that is not read yet", "next_unread"),
        ("article.raw", "V", "source", "Show what the article was read from, as it is", "raw"),
        ("trail.kwic", "K", "concordance", "Show every stop of the trail in its context", "kwic"),
        ("app.copy", "y", "copy", "Copy the selection, or what the pane has chosen", "copy"),
        ("pane.jump", ";", "jump", "Jump to a pane, row or name by the letters beside it", "jump", _FOOTER),
        ("app.help", "?,f1", "help", "Show every command and its keys", "help", _FOOTER),
        ("app.welcome", "f2", "welcome", "Show the screen of the first start again", "app.welcome"),
        ("app.palette", "ctrl+p,:", "palette", "Find a command by its name", "palette"),
        ("app.theme", "T", "theme", "Choose the colours", "theme"),
        ("app.redraw", "R,ctrl+l", "redraw", "Paint the whole screen again", "app.redraw"),
        ("app.quit", "q,ctrl+q", "quit", "Leave newsexplore", "quit", _FOOTER),
    ]),
    *_of("search", [
        ("search.keep", "enter", "keep", "Keep the query and go to the results", "leave", _FOOTER),
        ("search.leave", "escape", "to the results", "Close the choices, or go to the results", "escape", _FOOTER),
        ("search.complete", "tab", "complete", "Complete what is typed; again: otherwise", "complete(1)", _FOOTER),
        ("search.complete_back", "shift+tab", "choice before", "Back to the choice before", "complete(-1)"),
        ("search.earlier", "up", "earlier", "An earlier query that begins like this one", "recall(1)", _FOOTER),
        ("search.later", "down", "later", "A later query, or into the list of choices", "recall(-1)"),
        ("search.mode", "f2,alt+t", "articles/quotes", "Search articles, or what people said", "mode", _FOOTER),
    ]),
    *_of("list", [
        ("list.down", "j,down", "down", "Down one row", "move(1)"),
        ("list.up", "k,up", "up", "Up one row", "move(-1)"),
        ("list.page_down", "pagedown,space", "page down", "Down one page", "page(1)"),
        ("list.page_up", "pageup", "page up", "Up one page", "page(-1)"),
        ("list.first", "home,g", "first", "To the first row", "first"),
        ("list.last", "end,G", "last", "To the last row", "last"),
    ]),
    *_of("results", [
        ("results.read", "enter", "read", "Go to the article", "choose", _FOOTER),
    ]),
    *_of("article", [
        ("article.down", "j,down", "down", "Down one line", "move(1)"),
        ("article.up", "k,up", "up", "Up one line", "move(-1)"),
        ("article.page_down", "pagedown,space", "page down", "Down one page", "page(1)"),
        ("article.page_up", "pageup", "page up", "Up one page", "page(-1)"),
        ("article.top", "home,g", "top", "To the top of the article", "top"),
        ("article.end", "end,G", "end", "To the end of the article", "bottom"),
        ("article.select", "v", "select", "Select text, from the trail's stop on", "start_selecting", _FOOTER),
    ]),
    *_of("quotes", [
        ("quotes.go", "enter", "go", "Go to the quote in the text, or follow its speaker", "choose", _FOOTER),
        ("quotes.speaker", "s", "follow speaker", "Make all this speaker said the trail", "speaker('follow')", _FOOTER),
        ("quotes.said", "i", "said", "Everything this speaker said in the results", "speaker('said')", _FOOTER),
        ("quotes.about", "a", "about", "Everything said about them in the results", "speaker('about')", _FOOTER),
        ("quotes.correct", "c", "correct speaker", "Correct the speaker of the quote", "screen.correct_speaker"),
        ("quotes.group", "v", "by speaker", "Put the quotes speaker by speaker, or as they come", "group", _FOOTER),
        ("quotes.cell", "left,right,h,l", "speaker/quote", "Choose between speaker and quote", "cell", _FOOTER),
    ]),
    *_of("entities", [
        ("entities.follow", "enter", "follow", "Make the entity the trail and go to its mention", "choose", _FOOTER),
        ("entities.next_type", "right,l", "next type", "Go to the next type of entity", "group(1)"),
        ("entities.previous_type", "left,h", "previous type", "Go to the type of entity before", "group(-1)"),
        ("entities.narrow", "i", "narrow", "Type letters of a name; the list follows", "narrow", _FOOTER),
        ("entities.together", "v", "with whom", "Who appears with the chosen one; again: all", "together", _FOOTER),
        ("entities.merge", "M", "merge", "Merge with another name", "screen.merge_entity"),
        ("entities.rename", "r", "rename", "Rename the selected entity", "screen.rename_entity"),
        ("entities.type", "c", "type", "Change the type: person, organisation, place, other", "screen.retype_entity"),
        ("entities.split", "D", "split", "Split off a name that was merged", "screen.split_entity"),
        ("entities.reject", "X", "reject", "Reject: not a name", "screen.reject_entity"),
        ("entities.all", "a", "all", "List 500 entities of each type, or only the most frequent", "more", _FOOTER),
    ]),
    *_of("timeline", [
        ("timeline.left", "left,h,k,up", "earlier", "To the bar before", "move(-1)", _FOOTER),
        ("timeline.right", "right,l,j,down", "later", "To the bar after", "move(1)", _FOOTER),
        ("timeline.first", "home,g", "first", "To the first bar", "first"),
        ("timeline.last", "end,G", "last", "To the last bar", "last"),
        ("timeline.filter", "enter", "only these", "Only articles of the chosen dates; again: all", "choose", _FOOTER),
        ("timeline.select", "v,space", "span", "Begin a span of bars at this one, or give it up", "select", _FOOTER),
        ("timeline.undated", "d", "undated", "Show only articles without a date", "undated", _FOOTER),
    ]),
    *_of("select", [
        ("select.copy", "y,enter", "copy", "Copy what is selected", "select_copy", _FOOTER),
        ("select.end", "escape,v", "end", "Select no more", "select_end", _FOOTER),
        ("select.right", "l,right", "character", "One character on", "select_move('character', 1)"),
        ("select.left", "h,left", "character back", "One character back", "select_move('character', -1)"),
        ("select.word", "w,e", "word", "To the end of the word", "select_move('word', 1)", _FOOTER),
        ("select.word_back", "b", "word back", "To the start of the word", "select_move('word', -1)", _FOOTER),
        ("select.down", "j,down", "line", "One line down", "select_move('line', 1)", _FOOTER),
        ("select.up", "k,up", "line up", "One line up", "select_move('line', -1)", _FOOTER),
        ("select.line_end", "$,end", "line's end", "To the end of the line", "select_move('line end', 1)", _FOOTER),
        ("select.line_start", "0,home", "line's start", "To the start of the line", "select_move('line end', -1)"),
        ("select.page_down", "pagedown,space", "page", "One page down", "select_move('page', 1)"),
        ("select.page_up", "pageup", "page up", "One page up", "select_move('page', -1)"),
        ("select.last", "G", "text's end", "To the end of the article", "select_move('text end', 1)", _FOOTER),
        ("select.first", "g", "text's start", "To the start of the article", "select_move('text end', -1)", _FOOTER),
    ]),
    *_of("narrow", [
        ("narrow.keep", "enter", "keep", "Go through the list as it is now", "keep", _FOOTER),
        ("narrow.clear", "escape", "all", "List all again", "clear", _FOOTER),
    ]),
    *_of("over", [
        ("over.choose", "enter", "choose", "Go to the row, or take it", "screen.choose", _FOOTER),
        ("over.close", "escape,q", "close", "Close it", "screen.dismiss", _FOOTER),
    ]),
    *_of("text", [
        ("text.find", "F,/", "find", "Find words in it", "screen.find", _FOOTER),
        ("text.next", "n", "next", "Next place where they stand", "screen.step(1)", _FOOTER),
        ("text.previous", "N", "previous", "The place before", "screen.step(-1)", _FOOTER),
        ("text.more", "]", "next part", "The next part of a long file", "screen.part(1)", _FOOTER),
        ("text.less", "[", "part before", "The part before", "screen.part(-1)", _FOOTER),
        ("text.down", "j,down,enter", "down", "Down one line", "move(1)"),
        ("text.up", "k,up", "up", "Up one line", "move(-1)"),
        ("text.page_down", "pagedown,space", "page down", "Down one page", "page(1)"),
        ("text.page_up", "pageup", "page up", "Up one page", "page(-1)"),
        ("text.top", "home,g", "top", "To its start", "top"),
        ("text.end", "end,G", "end", "To its end", "bottom"),
        ("text.close", "escape,q", "close", "Close it", "screen.dismiss", _FOOTER),
    ]),
    *_of("kwic", [
        ("kwic.sort", "s", "sort", "Sort by what precedes, by what follows, or by article", "screen.sort", _FOOTER),
    ]),
    *_of("prompt", [
        ("prompt.accept", "enter", "accept", "Do it with what is typed", "screen.accept", _FOOTER),
        ("prompt.leave", "escape", "leave", "Leave; what is typed is there the next time", "screen.leave", _FOOTER),
        ("prompt.earlier", "up", "earlier", "The line typed before", "screen.earlier(-1)", _FOOTER),
        ("prompt.later", "down", "later", "The line typed after it", "screen.earlier(1)"),
        ("prompt.complete", "tab", "complete", "Complete what is typed; again: otherwise", "screen.complete", _FOOTER),
    ]),
    *_of("note", [
        ("note.keep", "escape,f10", "keep and close", "Keep the note as it is now", "screen.keep", _FOOTER),
    ]),
    *_of("kept", [
        ("kept.take", "delete,ctrl+x", "take away", "Take it away; again: bring it back", "screen.take", _FOOTER),
    ]),
)
# fmt: on
"""Every command, in the order of footer and help screen."""

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}

_NAMED_KEYS = frozenset(
    ("enter", "escape", "tab", "space", "backspace", "delete", "insert", "up", "down", "left", "right", "home", "end")
) | {"pageup", "pagedown", *(f"f{number}" for number in range(1, 25))}
_MODIFIERS = ("ctrl", "shift", "alt", "super", "hyper", "meta")
_SHOWN = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "Enter", "escape": "Esc", "tab": "Tab",
    "space": "Space", "backspace": "Bksp", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End",
    "delete": "Del",
}  # fmt: skip


class KeymapError(Exception):
    """`interface.keys` cannot be used; `messages` say why, one sentence each."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


def split_keys(keys: str) -> list[str]:
    """The single keys of a comma separated list; a comma itself is written `comma`."""
    return [key.strip() for key in keys.split(",") if key.strip()]


def shown_key(key: str) -> str:
    """A key as footer and help screen print it: `ctrl+p` -> `Ctrl+P`, `down` -> `↓`."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if len(last) > 1:
        last = _SHOWN.get(last, last.upper() if last[1:].isdigit() else character_of(last) or last)
    elif modifiers:
        last = last.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), last])


def keys_of(command: Command, keys: dict[str, str]) -> list[str]:
    """The keys of a command under a keymap such as `interface.keys`."""
    return split_keys(keys.get(command.id, command.keys))


def key_of(id_: str, keys: dict[str, str]) -> str:
    """The first key of a command under a keymap, as it is printed."""
    return shown_key(keys_of(BY_ID[id_], keys)[0])


def works_in(context: Context) -> tuple[Context, ...]:
    """The contexts whose commands work while a pane of this context has the focus, nearest first."""
    lists: tuple[Context, ...] = ("list",) if context in LISTS else ()
    if context in MODAL:
        return (context, *lists, "over") if context == "kwic" else (context, *lists)
    return (context, *lists, "everywhere")


def check_keys(keys: dict[str, str]) -> list[str]:
    """Judge a keymap, command id to comma separated keys.

    Returns:
        What is wrong with it, one sentence each: unknown commands, keys that do not exist, keys that would mean two
        things at once, commands left without a key. Empty when all is well.
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
        messages += [f"{id_}: there is no key {key!r}" for key in split_keys(wanted) if not _exists(key)]
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


@cache
def normal_key(key: str) -> str:
    """One spelling a key: `?` and `question_mark` are the same."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    return "+".join([*sorted(modifiers), character_of(last) or last])


def _exists(key: str) -> bool:
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        return False
    return len(last) == 1 or last in _NAMED_KEYS or bool(character_of(last))


def character_of(name: str) -> str:
    """The character of a key's long name, `question_mark` -> `?`, `slash` -> `/`; "" when it is none."""
    for wanted in (name.replace("_", " "), name.replace("_", "-")):
        try:
            return unicodedata.lookup(wanted)
        except KeyError:
            continue
    return {"slash": "/", "backslash": "\\", "minus": "-", "plus": "+", "underscore": "_", "at": "@"}.get(name, "")
