"""Why a result is where it is, and why a quote is attributed as it is, in words."""

from collections.abc import Sequence

from ...index.model import Sort
from ...index.protocol.reasons import QuoteReasons, Reasons, ScorePart
from ...index.quotation import attribution, doubtful_below, percent, printable
from ..terminal.sanitise import sanitise_line

_NAMES_OF_ORDERS: dict[Sort, str] = {
    "newest": "the newest come first",
    "oldest": "the oldest come first",
    "outlet": "outlets are in order of the alphabet, the newest of each first",
    "mentions": "most places that match come first",
}


def reason_lines(found: Reasons, query: str, sort: Sort, *, quotes: bool) -> list[str]:
    """Return why a result is where it is, and why its quote is attributed as it is.

    Args:
        found: The reasons.
        query: What was searched.
        sort: The order of the results.
        quotes: Whether quotes were searched.
    """
    lines = [sanitise_line(found.title) or "(no headline)", ""]
    if query.strip():
        lines += [*_result_lines(found, query, sort, quotes=quotes), ""]
    for one in found.quotes:
        lines += [*quote_lines(one), ""]
    return lines[:-1]


def _result_lines(found: Reasons, query: str, sort: Sort, *, quotes: bool) -> list[str]:
    what = "quote" if quotes else "article"
    query = sanitise_line(query)
    if not found.matches:
        return [f"This {what} is no result of {query}.", *_parts(found, quotes=quotes)]
    order = _NAMES_OF_ORDERS.get(sort)
    scored = [one for one in found.parts if one.points]
    lines = [f"A result of {query}."]
    if order:
        lines.append(f"In this order {order}; the score plays no part.")
    if not scored:
        lines.append("No condition adds to a score: of what is even, the newest come first.")
    else:
        lines.append(f"Score {found.score:.2f}, the sum of what its words add (BM25):")
    lines += _parts(found, quotes=quotes)
    if scored:
        whole = "quotes" if quotes else "articles"
        lines += [
            "",
            f"A word adds more, the fewer of the {found.population:,} {whole} have it and the more often it is in this "
            f"{what}; less, the longer the {what} is: this one has {found.words:,} words."
            + ("" if quotes else " In a headline it weighs 2.5 times as much."),
        ]
        added = sum(one.points for one in found.parts)
        if abs(added - found.score) > 0.005 * max(found.score, added):
            lines.append(f"The parts add up to {added:.2f}: some conditions count for the whole {what} only once.")
    return lines


def _parts(found: Reasons, *, quotes: bool) -> list[str]:
    width = min(40, max((len(sanitise_line(one.text)) for one in found.parts), default=0))
    return [_part(one, width, found.population, quotes=quotes) for one in found.parts]


def _part(one: ScorePart, width: int, population: int, *, quotes: bool) -> str:
    what = "quotes" if quotes else "articles"
    seen: list[str] = []
    if not one.held:
        seen.append("not in this one")
    elif one.points:
        places = [f"{one.headline:,} in the headline"] if one.headline else []
        places += [f"{one.body:,} in the {'quote' if quotes else 'text'}"] if one.body else []
        seen.append(" + ".join(places) or "in a quote")
    else:
        seen.append("met; selects, adds nothing")
    seen.append(f"in {one.found:,} of {population:,} {what}")
    points = f"{one.points:8.2f}" if one.points else f"{'–':>8}"
    return f"{points}  {sanitise_line(one.text):<{width}}  {' · '.join(seen)}"


def quote_lines(one: QuoteReasons) -> list[str]:
    """Return why a quote is attributed as it is."""
    quote = one.quote
    lines = [sanitise_line(printable(quote)), f"Speaker: {sanitise_line(attribution(quote))}"]
    if quote.speaker is not None:
        lines.append(f"Named by the words “{sanitise_line(quote.speaker.text)}”, {_away(one.between)} the quote.")
        if quote.speaker.resolved and quote.speaker.resolved != quote.speaker.text:
            lines.append(f"These words stand for {sanitise_line(quote.speaker.resolved)}.")
    if quote.cue is not None:
        near = f", {_away(one.to_cue)} these words" if one.to_cue is not None else ""
        lines.append(f"Attributed by “{sanitise_line(quote.cue.text)}”{near}; stance: {quote.stance}.")
    elif quote.speaker is not None:
        lines.append("No verb or phrase attributes it to this speaker.")
    if quote.speaker is not None and not one.corrected:
        lines.append(_confidence_line(quote.speaker.confidence, measured=one.base is not None))
    if one.base is not None:
        lines.append(f"The rule that found the speaker alone: {percent(one.base)} %. Signs that change that:")
        lines += _signs(one)
    if one.note:
        lines.append(one.note)
    return lines


def _confidence_line(confidence: float, *, measured: bool) -> str:
    sure = percent(confidence)
    means = f": about {sure} of 100 such attributions are right, as far as was measured" if measured else ""
    below = doubtful_below()
    doubt = f"; under {percent(below)} % an attribution is marked as doubtful" if confidence < below else ""
    return f"Confidence {sure} %{means}{doubt}."


def _signs(one: QuoteReasons) -> Sequence[str]:
    quote = one.quote
    if not one.parts or quote.speaker is None:
        return ("  none",)
    now = quote.speaker.confidence
    lines: list[str] = []
    for part in one.parts:
        effect = "lowers it" if part.without > now else "raises it"
        without = percent(part.without)
        much = f"without that: {without} %" if without != percent(now) else "by less than 1 %"
        lines.append(f"  {effect}: {part.sign} ({much})")
    return lines


def _away(words: int | None) -> str:
    """Return how far apart two things stand: `beside`, `3 words from`."""
    if not words:
        return "beside"
    return f"{words:,} word{'' if words == 1 else 's'} from"
