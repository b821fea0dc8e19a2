"""Where names end in languages that the tagger of names has not learnt: small words, articles, genitives."""

import re

from ..lexicon.gazetteers import Gazetteers
from .names import Name, spanned

_SMALL = frozenset(
    "e ed y et und de da do dos das du des del della di la le les los las el il lo o os as a à en em in von vom zu zur"
    " der die das den dem que qui che laut selon según segundo secondo".split()
)
_BODY = re.compile(r" (?:de|du|di|da|do|del|della) [A-Z]{2,}\Z")
"""Whose somebody is: "Helena Marsk de CIWF"."""
_GENITIVE = re.compile(r"(?<=[^\W\d_]) (?:der|des|dem|(?<=\w )von (?:der|dem)) (?=[A-ZÄÖÜ])")
"""What goes on after a German name: "Helena Marsk der Vorbereitung"; "von der Marsk" is within one."""


_KINDS = frozenset(
    "nachrichtenagentur agentur fernsehsender fernsehsenders radiosender sender senders fluggesellschaft zeitung"
    " tageszeitung magazin nachrichtenmagazin firma konzern konzerns unternehmen unternehmens gesellschaft".split()
)
"""German nouns before the name of a body, which are no part of it: "Fernsehsender Sky News"."""
_WORDS = frozenset(("Neste", "Nesta", "Erste", "Kraft", "Kraftwerk", "Bord", "Reforma"))
"""Words of these languages that are firms elsewhere."""
_RUN_ON = re.compile(r"(?<=[^\W\d_]{2})\.(?=[A-ZÀ-Þ][a-zà-ÿ])")
"""A sentence that begins without a space: "Hong Kong.Le"."""


def trimmed(name: Name, text: str, lists: Gazetteers) -> Name | None:
    """Return a name without the small words of other languages at its edges; None when nothing is left.

    An article stays if the lists have the name with it: "El Salvador", "Die Zeit".
    """
    if name.text in _WORDS:
        return None
    start, end = name.start, name.end
    if run_on := _RUN_ON.search(name.text):
        end = start + run_on.start()
    if name.type == "person":
        match = _GENITIVE.search(name.text) or _BODY.search(name.text)
        if match and " " in name.text[: match.start()]:
            end = start + match.start()
    words = text[start:end].split(" ")
    half = len(words) // 2
    if half > 1 and words[:half] == words[half:]:
        words = words[:half]  # a headline runs into its text: "Helena Marsk Helena Marsk"
        end = start + len(" ".join(words))
    while len(words) > 1 and words[-1] in _SMALL:
        end -= len(words.pop()) + 1
    while len(words) > 1 and words[0].lower() in _SMALL and _stands_alone(words, lists):
        start += len(words.pop(0)) + 1
    if name.type == "org":
        article = len(words) > 2 and words[0].lower() in _SMALL
        if len(words) > 1 + article and words[article].lower() in _KINDS:
            start += len(" ".join(words[: 1 + article])) + 1
    if (start, end) == (name.start, name.end):
        return name
    return spanned(text, (start, end), name.type) if text[start:end].strip() else None


def _stands_alone(words: list[str], lists: Gazetteers) -> bool:
    """Whether a name is known without its first word and not with it, or that word is in small letters."""
    rest = " ".join(words[1:])
    return words[0].islower() or (bool(lists.known(rest)) and not lists.known(" ".join(words)))
