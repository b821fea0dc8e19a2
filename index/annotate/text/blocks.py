"""Text to blocks: which lines are the story, and which are its headline, byline, dateline, captions and crossheads."""

import re
from itertools import pairwise

from ...model import Block, BlockKind, Span
from ..lexicon import gazetteers
from ..lexicon.lists import load
from .date_patterns import DAY, LOWER_AGENCIES, MONTH
from .furniture import CONTACT_TAIL, CREDIT_LINE, find_credit_tail, is_contact
from .lost_punctuation import has_lost_punctuation

_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_DATE = rf"(?:{_WEEKDAY},? )?(?:{MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {MONTH},? \d{{4}}|\d{{4}}-\d\d-\d\d)"
_DATE_LINE = re.compile(
    rf"(?:(?:Published|Updated|Posted|Last updated|Date)[: ]+(?:on )?)?{_DATE}"
    r"(?:[ ,|T-]+(?:at )?\d{1,2}[:.]\d\d.{0,20})?\.?",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_AGENCY = (
    rf"(?:\((?:Reuters|AP|AFP|UPI|Xinhua|DPA|EFE|ANSA|Bloomberg|{LOWER_AGENCIES}"
    r"|GLOBE NEWSWIRE|BUSINESS WIRE|[A-Z][A-Za-z]{1,11}(?: [A-Z][a-z]+)?)\)|/[A-Z][\w .-]{2,24}/)"
)
# SALVADOR, Feb 26 - | WASHINGTON (Reuters) - | Mexico City (AP) — | NEW YORK —
_DATELINE = re.compile(
    rf"(?:(?:[^\W\d_a-zà-ÿ][^\W\d_a-zà-ÿ.'’/-]+(?:,? |/))(?:[^\W\d_a-zà-ÿ][^\W\d_a-zà-ÿ.'’-]*,? )*"
    rf"(?:(?:[A-Z][a-z]+\.?,? ){{0,2}}(?:{DAY},? (?:\d{{4}},? )?)?(?: ?{_AGENCY} ?)?)"
    rf"|(?:[A-Z][\w.'’-]+,? ){{1,4}}(?:{DAY},? (?:\d{{4}},? )?)? ?{_AGENCY} ?"
    rf"|(?:[A-Z][\w.'’-]+,? ){{1,3}}{DAY},? \d{{4}} ?"
    rf"|{_AGENCY} ?)"
    r"(?:\.?--?|[–—]) ?(?=\S)"
)
_CAPITALS = r"[^\W\d_a-zà-ÿ][^\W\d_a-zà-ÿ.'’-]+"
_WITH_COLON = re.compile(rf"{_CAPITALS}(?: {_CAPITALS}){{0,2}}: (?=[A-ZÀ-Þ\"“‘])")
"""`NEW DELHI: The minister …`, where the place is known and a paragraph follows."""
# New York, June 2 - | Washington, D.C. - | Washington -- The minister …
_TITLED = re.compile(
    r"(?P<place>[A-Z][\w.'’-]*[\w.'’](?: [A-Z][\w.'’-]*[\w.'’]){0,2}?)(?:, ?(?:D\.? ?C\.?|[A-Z][a-z]+\.?|[A-Z]{2}))?"
    rf"(?P<date>,? {DAY}(?:, \d{{4}})?)?,?(?: (?:--?|[–—]) ?|--? )(?=[A-ZÀ-Þ\"“])"
)
"""A dateline in small letters, where the place is known and a paragraph follows."""
_STORY = 100
"""Characters of such a paragraph, at least."""
_DATED = re.compile(DAY)
_APART = re.compile(r"[,/]")
_PLACES = frozenset("kqpc")
_DATELINE_LENGTH = 100
_TAIL_LENGTH = 620
_DASH = re.compile(r"[-–—:]")
_BYLINE = re.compile(r"(?:By|BY|Von|Par|Por)[: ] ?(?:the )?[A-ZÀ-Þ][^\n]{1,110}")
_QUESTION = re.compile(r"(?:Q|A|Question|Answer) ?:")
_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?: (?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|al|bin|da|di|el))*"
# Stringer/AFP/Getty | (AP Photo/Ann Lee) | REUTERS/Ann Lee | Photo: Ann Lee | Photograph by Ann Lee | Ann Lee via AP
_CREDIT = re.compile(
    rf"(?:{_NAME} ?(?:/ ?{_NAME} ?){{1,3}}"
    rf"|\(?(?:AP|AFP|EPA|REUTERS|Reuters|Getty)(?: Photo| Images?| file)?/ ?{_NAME}(?:, [\w ]+)?\)?"
    rf"|[(\[]?(?:File )?(?:Photo|Photograph|Photos|Image|Picture|Credit|Credits|PHOTO|IMAGE|CREDIT)"
    rf"(?::| by| courtesy of| credit:) ?[^\n.]{{2,80}}[)\]]?"
    rf"|[(\[](?:{_NAME} ?/ ?)*(?:AP|AFP|EPA|REUTERS|Reuters|Getty Images)(?: Photo| file)?[)\]]"
    rf"|(?:©|\(c\)) ?{_NAME}"
    rf"|{_NAME},? via (?:AP|AFP|EPA|REUTERS|Reuters|Getty Images|Associated Press))\.?\s*"
)
_CREDIT_HINTS = ("/", "©", "(c)", "hoto", "PHOTO", "mage", "Picture", "redit", "CREDIT", " via ", "AP)", "EPA", "Getty")
_CREDIT_SIGNS = (*_CREDIT_HINTS, "IMAGE", "AFP", "REUTERS", "Reuters", "(AP", "[AP")
"""One of these stands in all that `_CREDIT` matches, which is a slow pattern to search with."""
_CAPTION_START = re.compile(r"(?:FILE(?: PHOTO| IMAGE)?|File photo|PHOTO|CAPTION|Caption|Pictured)\s?(?::|\s[-–—])")
_CAPTION_LENGTH = 700
_FINAL = frozenset(".:;,…")
_ENDINGS = frozenset(".!?:;,…")
_CLOSING = "\"”»’')]"
_BREAK = re.compile(r"[a-z]{2}[.!?] [A-Z]")
_WORDS = re.compile(r"[^\W\d_][\w'’.-]*")
_SMALL = load("small_words")
_HEADLINE_LENGTH = 220
_CROSSHEAD_LENGTH = 80


def _dateline(text: str, start: int, near: int, end: int | None = None) -> int:
    """Where the dateline that opens a paragraph ends: a place with a date or an agency, or a known place; 0 for none.

    Args:
        text: The article.
        start: Where the paragraph starts.
        near: Where a dateline must have ended.
        end: Where the paragraph ends.
    """
    match = _DATELINE.match(text, start, near) or _WITH_COLON.match(text, start, near)
    if match is None:
        return _titled_dateline(text, start, near, end)
    found = match.group()
    if "(" in found or _DATED.search(found):
        return match.end()
    # "GOLD - Prices rise", "CHINA - TRADE SURPLUS WIDENS" are headlines.
    rest = text[match.end() : near if end is None else end]
    if rest.isupper() or (found.endswith(": ") and len(text[match.end() : end].partition("\n")[0]) < _STORY):
        return 0
    places = [place.strip(" ,.:-–—") for place in _APART.split(found)]
    lists = gazetteers.load()
    known = any(set(lists.known(place.title()) or lists.known(place)) & _PLACES for place in places if place)
    return match.end() if known else 0


def _titled_dateline(text: str, start: int, near: int, end: int | None) -> int:
    """Where a dateline in small letters ends, see `_dateline`."""
    match = _TITLED.match(text, start, near)
    if match is None:
        return 0
    kinds = set(gazetteers.load().known(match["place"]))
    story = len(text[match.end() : end].partition("\n")[0]) >= _STORY
    return match.end() if kinds & _PLACES and (match["date"] or ("c" in kinds and story)) else 0


def _last(line: str) -> str:
    """The last character of a line but for closing quotation marks and brackets; "" when there is none."""
    return line.rstrip(_CLOSING)[-1:]


def _paragraphs(text: str) -> list[Span]:
    """The spans of the paragraphs, in order: a line each, or several where lines were broken at a fixed width."""
    lines: list[Span] = []
    begin = 0
    for piece in text.split("\n"):
        if body := piece.strip():
            start = begin + piece.index(body)
            lines.append((start, start + len(body)))
        begin += len(piece) + 1
    joins = [False]
    pairs = wrapped = broken = indented = 0
    for (_, above), (below, _) in pairwise(lines):
        gap = text[above:below]
        inset = gap.endswith(("  ", "\t"))
        direct = gap.count("\n") == 1 and not inset
        joins.append(direct)
        pairs += direct
        indented += inset
        wrapped += direct and text[below].islower()
        broken += direct and text[above - 1] not in _ENDINGS and text[above - 1] not in _CLOSING
    # A line that begins in lower case right below another continues it: where that is usual, the lines were wrapped. So
    # they were where paragraphs are indented and most lines end within a sentence.
    if not (wrapped and wrapped >= 0.3 * pairs) and not (indented and broken > 1 and pairs <= 2 * broken):
        return lines
    if has_lost_punctuation(text):
        return lines
    paragraphs: list[Span] = []
    for (start, end), join in zip(lines, joins, strict=False):
        if join and paragraphs:
            paragraphs[-1] = (paragraphs[-1][0], end)
        else:
            paragraphs.append((start, end))
    return paragraphs


def _capitalised(line: str) -> float:
    """The share of a line's words that begin with a capital, small words and the first word left out."""
    words = [word for word in _WORDS.findall(line)[1:] if word.lower() not in _SMALL]
    return sum(word[0].isupper() for word in words) / len(words) if len(words) > 1 else 0.0


def _is_headline(text: str, first: Span, second: Span) -> bool:
    """Whether a text's first paragraph is its headline."""
    start, end = first
    if end - start > _HEADLINE_LENGTH:
        return False
    line = text[start:end]
    if (
        _QUESTION.match(line)
        or _BYLINE.fullmatch(line)
        or _DATE_LINE.fullmatch(line)
        or _dateline(line, 0, len(line))
        or (_holds(line, _CREDIT_SIGNS) and _CREDIT.search(line))
    ):
        return False
    titled = _capitalised(line)
    if _last(line) in _ENDINGS:
        # "Is it over?" may be a headline, "It is over." only when it is written like one.
        return titled >= 0.75 or (line[-1] in "?!'\"’”" and _last(line) not in _FINAL and not _BREAK.search(line))
    blank = text.count("\n", end, second[0]) > 1
    return titled >= 0.7 or blank or second[1] - second[0] > end - start


def _holds(line: str, pieces: tuple[str, ...]) -> bool:
    """Whether any of some pieces stands in a line."""
    return any(piece in line for piece in pieces)


def _is_crosshead(line: str) -> bool:
    """Whether a line between paragraphs is a title for what follows."""
    if len(line) > _CROSSHEAD_LENGTH or _last(line) in _ENDINGS or not line[0].isupper():
        return False
    return _capitalised(line) >= 0.7 or line.isupper() or line.count(" ") < 5


def _is_caption(line: str) -> bool:
    """Whether a paragraph describes a photo: it says so at its start, or ends with the photo's credit."""
    if len(line) > _CAPTION_LENGTH or line.isupper():
        return False
    if _CAPTION_START.match(line):
        return True
    # The credit is looked for in the last words alone: the pattern is not one to run over long paragraphs.
    tail = max(0, len(line) - 100)
    if not _holds(line[tail:], _CREDIT_HINTS):
        return False
    for match in _CREDIT.finditer(line, tail):
        if match.end() == len(line):
            before = line[: match.start()].rstrip()
            return not before or before[-1] in '.!?"”)|,-–—' or line[match.start()] in "([©"
    return False


def _is_credit(line: str) -> bool:
    """Whether a paragraph is a photo's credit and nothing else."""
    return len(line) <= 100 and _CREDIT.fullmatch(line) is not None


def _kind(line: str) -> BlockKind:
    """What a paragraph below the headline is, by itself."""
    if len(line) < 130 and _BYLINE.fullmatch(line) and _last(line) not in _ENDINGS:
        return "byline"
    if len(line) < 400 and " by " in line and CREDIT_LINE.fullmatch(line):
        return "byline"
    if is_contact(line):
        return "contact"
    if len(line) < 80 and _DIGIT.search(line) and _DATE_LINE.fullmatch(line):
        return "dateline"
    return "caption" if _is_caption(line) else "paragraph"


def cut_blocks(text: str) -> tuple[Block, ...]:
    """Cut a text into blocks, in order; what stands between two of them is white space.

    A paragraph ends at its line's end, or at a blank line or indentation in texts whose lines were wrapped. A dateline
    at the beginning of a paragraph, and the credits of writers and editors at the end of one, are blocks of their own.
    """
    paragraphs = _paragraphs(text)
    blocks: list[Block] = []
    total = len(paragraphs)
    headed = total > 1 and _is_headline(text, paragraphs[0], paragraphs[1])
    dated = False
    for number, (start, end) in enumerate(paragraphs):
        line = text[start : min(end, start + _CAPTION_LENGTH + 1)]
        if number == 0 and headed:
            blocks.append(Block(start, end, "headline"))
            continue
        kind = _kind(line)
        if kind == "caption" and blocks and blocks[-1].kind == "paragraph" and _is_credit(line):
            above = blocks[-1]
            if above.end - above.start <= _CAPTION_LENGTH // 2:
                blocks[-1] = Block(above.start, above.end, "caption")
        if kind == "paragraph" and 0 < number < total - 1 and _is_crosshead(line):
            kind = "crosshead"
        if kind != "paragraph":
            blocks.append(Block(start, end, kind))
            continue
        near = min(end, start + _DATELINE_LENGTH)
        if not dated and number < 6 and _DASH.search(text, start, near) and (stop := _dateline(text, start, near, end)):
            blocks.append(Block(start, start + len(text[start:stop].rstrip()), "dateline"))
            start = stop
            dated = True
        blocks += _without_tail(text, start, end)
    return tuple(blocks)


def _without_tail(text: str, start: int, end: int) -> list[Block]:
    """A paragraph, and the credits or the press contact that end it as blocks of their own."""
    near = max(start, end - _TAIL_LENGTH)
    kind: BlockKind = "byline"
    tail = find_credit_tail(text, near, end)
    if tail is None and text.find("ontact", near, end) >= 0:
        tail, kind = CONTACT_TAIL.search(text, near, end), "contact"
    if tail is None or tail.start() <= start:
        return [Block(start, end, "paragraph")]
    stop, begin = tail.start(), tail.start()
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    while text[begin].isspace():
        begin += 1
    return [Block(start, stop, "paragraph"), Block(begin, end, kind)]
