"""Where a saved page's article is: by the density of running text, and by what sites call their parts.

The idea of scoring containers by the running text in them is that of Kohlschütter, Fankhauser and Nejdl, "Boilerplate
detection using shallow text features" (2010): link density and text length tell most of it.
"""

import re
from collections import Counter, defaultdict
from copy import deepcopy
from importlib.util import find_spec

from lxml.html import HtmlElement

from ...lazy_pattern import lazy_pattern
from .markup import BLOCKS, UNSEEN, Block, blocks, parse, size

_ASIDE_TAGS = frozenset(["nav", "aside", "footer", "form", "dialog", "menu", "amp-sidebar", "amp-ad"])
_NEVER_ASIDE = frozenset(["article", "main", "p", "a"])
_ASIDE_NAMES = lazy_pattern(
    r"(?:^|[\s_-])(?:comments?|disqus|share|sharing|social|related|recommend\w*|promo\w*|newsletters?|advert\w*|ads?|sponsor\w*"
    r"|sidebar|side-?bar|footer|nav|navigation|menu|breadcrumbs?|cookies?|consent|subscribe|subscription|signup|sign-up|login"
    r"|most-?read|most-?popular|popular|trending|outbrain|taboola|teasers?|toolbar|pagination|pager|tags|topics|author-bio"
    r"|bio|skip|sr-only|visually-?hidden|screen-reader|print-only|popup|modal|banner|copyright|more-?(?:on|from|stories|news)"
    r"|read-?(?:more|next)|up-?next|widget|player|gallery|byline|timestamp|dateline|kicker|meta|infobox|onward"
    r"|noprint|mw-editsection|reflist|references)(?:$|[\s_-])",
    re.I,
)
_ARTICLE_NAMES = lazy_pattern(
    r"(?:^|[\s_-])(?:article|story|entry|post|main)[\s_-]*(?:body|content|text)|articlebody|storybody|(?:^|\s)e-content(?:$|\s)",
    re.I,
)
_PAID_NAMES = lazy_pattern(
    r"subscribers?[\s_-]|premium|pay-?wall|reg-?wall|paid|members?[\s_-]?only|locked|piano|protected|full-?(?:text|article)",
    re.I,
)
_HIDDEN = lazy_pattern(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_PROSE_TAGS = frozenset(["p", "li", "blockquote", "pre", "figcaption", "dd", "td", *_HEADINGS])
_RUNNING = 60
"""Letters from which a block counts as running text: shorter ones are labels as often as sentences."""
_SHORT = 1500
"""Letters of a text that is doubted sooner: few articles are shorter."""
_PART = 0.5
"""Share of a page's running text below which a text is doubted."""
_LARGE_PART = 0.9
"""The same for a short text."""
_AGREED = 0.8
"""Agreement of two extractors from which ours is kept: it is right as often, and keeps headings."""
_DENSE = 0.5
"""Share of a block in links from which it is a list of links."""
_ANCHORED = 0.4
"""Share of a page's running text that an element which claims to be the article must hold."""
_SHARE = 0.85
"""Share of the running text that a child must hold to be taken instead of its parent."""
_OWN = 200
"""Letters of running text from which a story that a page is named after is its article."""
_QUIET = lazy_pattern(r"[\W_]+")
_OFFER = lazy_pattern(
    r"(?:already (?:a |an )?(?:subscriber|member)|become a (?:member|subscriber)|subscribe (?:already|(?:sign|log) in)"
    r"|this (?:article|story|content) is (?:only )?(?:for|available (?:only )?(?:to|for)|reserved for|exclusive to)"
    r" (?:our )?(?:paying |registered )?(?:subscribers|members)"
    r"|(?:dieser artikel ist|exklusiv|nur) für (?:unsere )?abonnent|cet article est réservé|il vous reste \d+ ?%"
    r"|(?:contenido|artículo) exclusivo para|(?:questo )?(?:articolo|contenuto) (?:è )?riservato a(?:i|gli) abbonat"
    r"|alleen voor abonnees|kun for abonnent|endast för prenumerant|vain tilaajille"
    r"|subscribe (?:now|today|here|for|to (?:read|continue|our|unlock|get))"
    r"|sign up (?:now|today|here|for (?:our|free)|to (?:read|our|get))|(?:sign|log) in (?:here|or|to (?:read|continue))"
    r"|register (?:now|here|for free|to (?:read|continue))|to (?:read|continue)[^.]{0,40}(?:subscribe|sign|log)"
    r"|jetzt (?:abonnieren|registrieren|weiterlesen)|abonnez-vous|réservé aux abonnés|suscríbete|suscríbase"
    r"|iniciar sesión|assine (?:já|agora|o)|abbonati|abonneer u|bli abonnent|kjøp abonnement)\b",
    re.I,
)
_LONGEST_OFFER = 200
"""Characters of what a site offers to readers who have not paid, below the part that it shows."""
_ENDS = lazy_pattern(r"""[.!?…:;,。！？»"”’)\]]\s*\Z""")


def has_web_extra() -> bool:
    """Return whether the `web` extra is installed."""
    return find_spec("trafilatura") is not None and find_spec("lxml_html_clean") is not None


def use_web_extra(use: bool) -> None:
    """Use the `web` extra, if it is installed, or do without it (for measuring both)."""
    global _web
    _web = use


_web = True


def _main_text(body: HtmlElement, everything: list[Block]) -> list[Block]:
    """The blocks of a page that are its article, in reading order: paragraphs, headings, lists and captions.

    They are taken from all blocks of the page, because a walk over its elements is most of the work.
    """
    aside = _asides(body, everything)
    if all(element.tag in BLOCKS for element in aside):
        outside = {inner for element in aside for inner in element.iter()}
        found = [block for block in everything if block.element not in outside]
    else:  # the words before and after an inline element belong to one block
        found = list(blocks(body, aside))
    weights = _weights(found)
    root = _own_story(body, _first_story(_container(body, weights), weights), weights)
    if root is body:
        return _without_labels(found)
    if root.tag not in BLOCKS:
        return _without_labels(list(blocks(root, aside)))
    inside = set(root.iter())
    return _without_labels([block for block in found if block.element in inside])


def page_text(page: str) -> str:
    """The article's text in the source of a whole page, paragraphs separated by blank lines; "" if there is none."""
    root = parse(page.encode("utf-8", "surrogatepass"))
    return article_text(root) if root is not None else ""


def article_text(root: HtmlElement) -> str:
    """The article's text in a page, paragraphs separated by blank lines; "" if there is none.

    Where what was found may be wrong, and the `web` extra is installed, trafilatura is asked as well: if the two hardly
    agree, it is believed.
    """
    body = root.find("body")
    if body is None:
        return ""
    everything = list(blocks(body))
    found = _main_text(body, everything)
    ours = "\n\n".join(block.text for block in found)
    if not _web or not _is_doubtful(body, found, everything) or not has_web_extra():
        return ours
    theirs = _second_opinion(root)
    return theirs if len(theirs) >= _RUNNING and _agreement(ours, theirs) < _AGREED else ours


def _is_doubtful(body: HtmlElement, found: list[Block], everything: list[Block]) -> bool:
    """Whether a text is so small a part of the page's running text that it may be the wrong part."""
    if found and sum(1 for story in body.iter("article") if next(story.iter("h1", "h2"), None) is not None) > 1:
        return False  # one of several stories was chosen
    taken = sum(size(block.text) for block in found)
    whole = sum(size(block.text) for block in everything if size(block.text) >= _RUNNING and block.linked < _DENSE)
    return taken < _RUNNING or taken < (_LARGE_PART if taken < _SHORT else _PART) * whole


def _second_opinion(root: HtmlElement) -> str:
    from trafilatura import extract  # an extra, and slow to import

    try:
        found = extract(deepcopy(root), include_comments=False, include_tables=True)
    except Exception:
        return ""
    parts = (found or "").split("\n")
    while parts and _is_offer(parts[-1]):
        parts.pop()
    return "\n\n".join(parts)


def _agreement(one: str, other: str) -> float:
    """Harmonic mean of the shares that two texts have of each other's words."""
    mine, theirs = Counter(one.split()), Counter(other.split())
    return 2 * (mine & theirs).total() / max(1, mine.total() + theirs.total())


def _first_story(root: HtmlElement, weights: dict[HtmlElement, float]) -> HtmlElement:
    """The first of several stories on one page, each with a headline and running text; else the element given."""
    stories = [
        element
        for element in root.iter("article")
        if weights.get(element, 0.0) > 0
        and next(element.iter("h1", "h2"), None) is not None
        and not any(outer is not root and outer.tag == "article" for outer in element.iterancestors())
    ]
    if len(stories) < 2 or sum(weights[story] for story in stories) < _SHARE * weights.get(root, 0.0):
        return root
    return next((story for story in stories if next(story.iter("h1"), None) is not None), stories[0])


def _own_story(body: HtmlElement, root: HtmlElement, weights: dict[HtmlElement, float]) -> HtmlElement:
    """The story that the page is named after, where another one that follows it is longer; else the element given."""
    whole = body.getparent()
    name = next((_squashed(title) for title in whole.iter("title")), "") if whole is not None else ""
    if not name:
        return root
    titled = {
        story: heading
        for story in body.iter("article")
        if weights.get(story, 0.0) >= _OWN
        and (heading := next((_squashed(one) for one in story.iter("h1", "h2") if len(_squashed(one)) > 3), ""))
        and not any(outer.tag == "article" for outer in story.iterancestors())
    }
    chosen = next((story for story in titled if story is root or story in root.iterancestors()), None)
    if chosen is None or titled[chosen] in name:
        return root
    return next((story for story, heading in titled.items() if heading in name), root)


def _squashed(element: HtmlElement) -> str:
    return _QUIET.sub("", str(element.text_content())).casefold()


def _asides(body: HtmlElement, everything: list[Block]) -> set[HtmlElement]:
    """Elements that are not the article by their tag, name or style."""
    found: set[HtmlElement] = set()
    for element in body.iter():
        tag = element.tag
        if not isinstance(tag, str) or tag in UNSEEN or element is body:
            continue
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None
        if tag in _ASIDE_TAGS or (hidden and not _is_withheld(element, name)):
            found.add(element)
            continue
        if element.get("role") in ("navigation", "complementary", "banner", "contentinfo", "search", "dialog"):
            found.add(element)
            continue
        if tag in _NEVER_ASIDE or name == " ":
            continue
        if _ASIDE_NAMES.search(name) and not _ARTICLE_NAMES.search(name):
            found.add(element)
    return _kept_if_large(body, found, everything)


def _is_withheld(element: HtmlElement, name: str) -> bool:
    """Whether a hidden element is a part of the article that only subscribers are shown: running text beside more."""
    if _ASIDE_NAMES.search(name) and not _PAID_NAMES.search(name):
        return False
    if not any(size(block.text) >= _RUNNING and block.linked < _DENSE for block in blocks(element)):
        return False
    if _PAID_NAMES.search(name):
        return True
    parent = element.getparent()
    beside = [] if parent is None else [child for child in parent if child is not element and child.tag == "p"]
    return any(size(str(child.text_content())) >= _RUNNING for child in beside)


def _kept_if_large(body: HtmlElement, asides: set[HtmlElement], everything: list[Block]) -> set[HtmlElement]:
    """Asides without those whose name deceives: they hold most of the page's running text."""
    weights = _weights(everything)
    whole = weights.get(body, 0.0)
    return {element for element in asides if weights.get(element, 0.0) <= 0.5 * whole}


def _weights(found: list[Block]) -> dict[HtmlElement, float]:
    """Running text below each element, in characters."""
    weights: dict[HtmlElement, float] = defaultdict(float)
    for element, text, linked in found:
        letters = size(text)
        if letters < _RUNNING or linked >= _DENSE:
            continue
        weight = letters * (1 - linked) * (0.4 if element.tag in ("li", "dd", "dt", "td", "figcaption") else 1.0)
        if not _ENDS.search(text):
            weight *= 0.3
        holder: HtmlElement | None = element
        while holder is not None:
            weights[holder] += weight
            holder = holder.getparent()
    return weights


def _container(body: HtmlElement, weights: dict[HtmlElement, float]) -> HtmlElement:
    """The smallest element that holds the article."""
    whole = weights.get(body, 0.0)
    if not whole:
        return body
    root = body
    claims = [element for element in weights if _claims(element) and weights[element] >= _ANCHORED * whole]
    if claims:
        root = max(claims, key=lambda element: (weights[element], _depth(element)))
    while True:
        children: list[HtmlElement] = list(root)
        child = max(children, key=lambda element: weights.get(element, 0.0), default=None)
        if child is None or child.tag == "p" or weights.get(child, 0.0) < _SHARE * weights[root]:
            return root
        root = child


def _claims(element: HtmlElement) -> bool:
    if (element.get("itemprop") or "").lower() == "articlebody" or element.tag == "article":
        return True
    return _ARTICLE_NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())


def _without_labels(found: list[Block]) -> list[Block]:
    """Blocks without lists of links, labels that are no sentences, repetitions, and headings above nothing."""
    kept: list[Block] = []
    seen: set[str] = set()
    for before, block in zip([None, *found], found, strict=False):
        tag = block.element.tag
        if block.linked >= _DENSE and (len(block.text) < 200 or block.linked > 0.8) and tag not in _HEADINGS:
            continue
        if len(block.text) >= _RUNNING:
            if block.text in seen:
                continue  # a caption that is shown once more when its picture is opened
            seen.add(block.text)
        # Lines of one element belong together: a list of places whose lines are broken by hand.
        goes_on = before is not None and before.element is block.element and bool(kept) and kept[-1] is before
        if (
            tag in _PROSE_TAGS
            or goes_on
            or size(block.text) >= _RUNNING
            or (_ENDS.search(block.text) and size(block.text) >= 25)
        ):
            kept.append(block)
    while kept and (kept[-1].element.tag in _HEADINGS or _is_offer(kept[-1].text)):
        kept.pop()
    return kept


def _is_offer(text: str) -> bool:
    """Whether a block asks to subscribe or log in."""
    return len(text) <= _LONGEST_OFFER and _OFFER.match(text) is not None
