"""Quotes in print: a denial never reads as the claim, nor a paraphrase as the speaker's own words."""

from typing import Any

from .model import Quote

PARAPHRASE = "paraphrase"
"""Label of a quote in the reporter's words."""
DOUBTFUL = 0.9
"""The confidence below which an attribution is doubtful by default: more than eight of ten right ones are shown without
a mark, see docs/extraction.md."""
_threshold = DOUBTFUL


def doubtful_below() -> float:
    """Return the confidence below which an attribution is doubtful in this process, from 0 to 1."""
    return _threshold


def set_doubtful(percents: int) -> None:
    """Mark attributions under a confidence in percent as doubtful, in every list and export of this process.

    Every process calls it once, when it has its configuration (`quotes.doubtful`).
    """
    global _threshold
    _threshold = percents / 100


def stance_label(quote: Quote) -> str:
    """Return the label that keeps a quote from being read as a claim: "denied", "doubted whether", or "".

    The label is the cue as written in the article, or the stance if there is no cue.
    """
    if quote.stance in ("affirmed", "conditional"):
        return ""
    return " ".join(quote.cue.text.split()) if quote.cue else quote.stance


def printable(quote: Quote) -> str:
    """Format a quote on one line: in quotation marks or marked as a paraphrase, with its stance in front.

    `“The dam is safe”`, `denied: “taken bribes”`, `paraphrase: the dam is safe`, `denied (paraphrase): the dam leaks`.
    """
    said = " ".join(quote.text.split())
    label = stance_label(quote)
    if quote.type != "indirect":
        said = f"“{said.rstrip(',')}”"
        return f"{label}: {said}" if label else said
    return f"{label} ({PARAPHRASE}): {said}" if label else f"{PARAPHRASE}: {said}"


def is_doubtful(quote: Quote, threshold: float | None = None) -> bool:
    """Return whether the attribution's confidence is below `threshold`, or the quote has no speaker.

    Without a threshold, the configured one counts.
    """
    return quote.speaker is None or quote.speaker.confidence < (_threshold if threshold is None else threshold)


def percent(confidence: float) -> int:
    """Return a confidence in whole percent, rounded down so that "80 %" means at least 80 %."""
    return min(100, max(0, int(confidence * 100 + 1e-9)))


def confidence_percent(quote: Quote) -> int | None:
    """Return the confidence of a quote's attribution in whole percent; None without a speaker."""
    return percent(quote.speaker.confidence) if quote.speaker else None


def attribution(quote: Quote, threshold: float | None = None) -> str:
    """Return the speaker's name, qualified if doubtful: `Rilwanu Lukman`, `Rilwanu Lukman (doubtful, 41 %)`."""
    if quote.speaker is None:
        return "speaker unknown"
    name = " ".join((quote.speaker.resolved or quote.speaker.text).split())
    return f"{name} (doubtful, {confidence_percent(quote)} %)" if is_doubtful(quote, threshold) else name


def quote_fields(quote: Quote) -> dict[str, Any]:
    """Return a quote under the documented JSON names; `printed` is the form that can be quoted on its own."""
    speaker = quote.speaker
    return {
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "type": quote.type,
        "stance": quote.stance,
        "printed": printable(quote),
        "speaker": (speaker.resolved or None) if speaker else None,
        "speaker_text": speaker.text if speaker else None,
        "confidence": round(speaker.confidence, 3) if speaker else None,
        "doubtful": is_doubtful(quote),
        "cue": quote.cue.text if quote.cue else None,
    }
