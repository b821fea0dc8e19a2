"""Which organisation "the paper" or "the company" may mean: a bank is no paper, and a news agency no company."""

from ..lexicon.lists import load
from .scene import Scene

PRINT = frozenset(("newspaper", "paper", "magazine", "publication", "website", "site", "broadcaster", "daily"))
"""Nouns for outlets other than agencies and networks."""
_NOUNS = PRINT | {"agency", "outlet", "network"}
_KNOWN = load("organisations_media")
_TITLES = frozenset(
    "news times daily post herald journal review gazette tribune press tv radio star mail express chronicle telegraph"
    " guardian courier mirror weekly today".split()
)
"""Words in the names of newspapers and broadcasters."""
_COMPILERS = frozenset(("ibes", "factset", "markit", "refinitiv", "lipper", "dealogic", "estimates", "starmine"))
"""Words in the names of firms that gather estimates and prices."""
_AGENCIES = frozenset(("Reuters", "Associated Press", "Agence France-Presse", "Xinhua", "Bloomberg", "AFP", "AP"))


def only_counts(scene: Scene, entity: int, first: int) -> bool:
    """Return whether an organisation is cited at a token for figures, so that the story is about another one."""
    if scene.lower[max(0, first - 2) : first] != ["according", "to"]:
        return False
    return not _COMPILERS.isdisjoint(scene.entities[entity].name.replace("/", "").lower().split())


def may_be(scene: Scene, entity: int, first: int, head: str) -> bool:
    """Return whether a noun for an organisation may mean one that is named at a token, as far as outlets go.

    Args:
        scene: The article.
        entity: The number of the organisation, or of a person, who may be anything.
        first: The first token of a mention of it.
        head: The noun, in lower case.
    """
    name = scene.entities[entity].name
    if head not in _NOUNS:
        # "told Reuters" makes no company of an agency.
        return name not in _KNOWN and not only_counts(scene, entity, first)
    if head not in PRINT:
        return True
    if name in _AGENCIES:
        return False
    words = name.lower().split()
    around = scene.lower[max(0, first - 2) : first + len(words) + 2]
    return name in _KNOWN or "." in name or not _TITLES.isdisjoint(words) or not PRINT.isdisjoint(around)
