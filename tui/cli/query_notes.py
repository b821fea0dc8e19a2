"""What the commands say about how a query was read."""

from ...index.protocol.questions import Scope
from ...index.search.index_answers import Answers
from ..panes.query_hints import forms_found
from .output import say


def say_how_read(answers: Answers, scope: Scope) -> None:
    """Say on standard error what was not read as written, and which forms of its words are searched for as well."""
    parsed = answers.parse(scope)
    for note in (*parsed.notes, forms_found(parsed.forms)):
        if note:
            say(note)
