"""Splits blocks into sentences: which full stops end one."""

import re

from ...model import Span
from ..lexicon.lists import load

# A final mark with the closing marks after it; or any number of CJK ones, which need no space after them. It begins
# with one set of characters, which is what makes the search for it quick, and every
# repetition is bounded, which keeps it so in a text of nothing but full stops.
_END = re.compile(
    r"[.!?…。！？｡](?:"
    r"(?:[.!?…]|(?<=\.) \.){0,9}+(?:[\"”»’›')\]]|''){0,4}+(?=\s)"
    r"|(?:[\"”»]|''){1,3}(?=[^\W\d_a-zà-ÿ])"  # "It is over."The next: a space was lost
    r"|(?<=[。！？｡])[。！？｡]{0,9}[」』”’）]{0,4}"
    r")"
)
_NEXT = re.compile(r"\s*[\"“”„«»‹‘'’`(\[—–•*-]*\s*")
_NEXT_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*\Z")
_LONGEST_WORD = 40
_CREDITS = frozenset(("Reporting", "Additional", "Writing", "Editing", "Compiled"))
_VERBS = frozenset(("said", "says", "told", "added", "has", "had", "is", "was", "will"))
_NOT_BEGINNING = load("legal_forms") | load("nominals_person") | load("titles")
"""Words that go on with a firm's name, or tell who in the firm said it: "Granit Co. Ltd said"."""
_DOUBTFUL = load("abbreviations") | load("abbreviations_final")
_ORDINAL = re.compile(
    r"(?:vom|zum|zur|beim|im|d(?:er|en|em|es)) \d{1,2}\Z|(?:(?<!I )am|bis|seit) \d{1,2}\Z", re.IGNORECASE
)
_GERMAN_MONTHS = frozenset("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split())
_BEFORE_ORDINAL = 10
"""Characters of "I am", a space and two digits."""


def _word_before(text: str, low: int, end: int) -> str:
    """The word that ends at `end`, its inner full stops, hyphens and apostrophes included."""
    begin = end
    while begin > low and (text[begin - 1].isalnum() or text[begin - 1] in ".'’-"):
        begin -= 1
    return text[begin:end].lstrip(".'’-")


def _plainly_ends(text: str, start: int, stop: int, end: int) -> bool:
    """Whether a full stop that ends at `stop` ends a sentence as most do: behind a plain word, before a capital."""
    if stop + 1 >= end or text[stop] != " " or not text[stop + 1].isupper():
        return False
    word = _word_before(text, max(start, stop - 1 - _LONGEST_WORD), stop - 1)
    return len(word) > 1 and word.isalpha() and word not in _DOUBTFUL


def _ends(text: str, start: int, match: re.Match[str], end: int) -> bool:
    """Whether a final mark ends the sentence that began at `start`."""
    mark = match.group()
    if mark[0] in "。！？｡":
        return True
    after = _NEXT.match(text, match.end(), end)
    next_start = after.end() if after else match.end()
    if next_start >= end:
        return True
    following = _NEXT_WORD.match(text, next_start, min(end, next_start + _LONGEST_WORD))
    next_word = following.group() if following else ""
    quoted = next_start > match.end() + 1 and not text[match.end() : next_start].isspace()
    if next_word[:1].islower() and not quoted:
        # "iPhone sales fell" begins a sentence, "he asked" does not.
        return len(next_word) > 1 and next_word[1:].lower() != next_word[1:] and mark[0] == "."
    if mark != ".":
        return not (next_word[:1].islower() and mark[-1] not in "\"”»'")
    word = _word_before(text, max(start, match.start() - _LONGEST_WORD), match.start())
    if not word:
        return True
    if (
        word.isdigit()
        and len(word) < 3
        and _is_ordinal(text[max(start, match.start() - _BEFORE_ORDINAL) : match.start()], next_word)
    ):
        return False
    if len(word) == 1 and text[match.start() - 2 : match.start() - 1] == "/":
        return True  # "I/B/E/S. Shares rose"
    if word in load("abbreviations"):
        return word in ("No", "no") and not next_word[:1].isdigit()
    # "Granit Corp. ( GRT.N ) said" goes on; "at Granit Corp. (Reporting by Ann Lee)" does not.
    quoted = quoted and (next_word in _CREDITS or text[match.end() : next_start].strip() != "(")
    if _INITIALS.match(word) and (len(word) > 1 or word.isupper()):
        # "U.S. The" ends a sentence, "U.S. President" and "J. Smith" do not; "I." and "Plan B. The" do.
        return next_word in load("openers") or (quoted and len(word) > 1)
    if word in load("abbreviations_final"):
        return next_word in load("openers") or quoted or _begins(text, next_word, next_start, end)
    return True


def _is_ordinal(before: str, next_word: str) -> bool:
    """Whether a full stop makes a German figure an ordinal: "am 3. Oktober", "im 19. Jahrhundert"."""
    found = _ORDINAL.search(before)
    return found is not None and (next_word in _GERMAN_MONTHS or found.group()[:2].lower() not in ("am", "bi", "se"))


def _begins(text: str, word: str, start: int, end: int) -> bool:
    """Whether a sentence begins with a word behind a firm's name: "Granit Co. Veyra said", "Granit Co. Dutch rival"."""
    if not word[:1].isupper() or "." in word or word.lower() in _NOT_BEGINNING:
        return False
    following = _NEXT_WORD.match(text, start + len(word) + 1, min(end, start + len(word) + _LONGEST_WORD))
    if following is None:
        return False
    then = following.group()
    return then in _VERBS or (word in load("nationalities") and then.islower() and then not in load("function_words"))


def cut_sentences(text: str, start: int, end: int) -> list[Span]:
    """Cut `text[start:end]`, one block, into sentences.

    Returns:
        Their spans in order; between two of them, and around them, stands only white space. Closing quotation marks
        and brackets after a final mark belong to its sentence.
    """
    spans: list[Span] = []
    begin = at = start
    while at < end:
        char = text[at]
        at += 1
        if char not in ".!?…。！？｡":
            continue
        if at < end and char in ".!?…" and text[at].isalnum():
            continue  # "U.S", "3.5"
        if not (char == "." and _plainly_ends(text, begin, at, end)):
            match = _END.match(text, at - 1, end)
            if match is None:
                continue
            at = match.end()
            if match.start() < begin or not _ends(text, begin, match, end):
                continue
        spans.append((begin, at))
        begin = at
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        spans.append((begin, end))
    return spans
