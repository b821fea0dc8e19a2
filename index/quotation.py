"""Quotes as they are shown and written: never a denial as the claim, never a paraphrase as the speaker's words."""

from typing import Any

from .model import Quote

PARAPHRASE = "paraphrase"
"""What marks words that a reporter put in the speaker's mouth."""
DOUBTFUL = 0.5
"""The confidence below which an attribution is shown as doubtful, unless the configuration says otherwise."""


def stance_label(quote: Quote) -> str:
    """What stands before a quote so that it is not taken for a claim: "denied", "doubted whether", or "".

    It is the cue as the article words it, or the stance where the article has no cue.
    """
    if quote.stance in ("affirmed", "conditional"):
        return ""
    return " ".join(quote.cue.text.split()) if quote.cue else quote.stance


def printable(quote: Quote) -> str:
    """A quote in one line: in quotation marks, or marked as a paraphrase, its stance before it.

    `“The dam is safe”`, `denied: “taken bribes”`, `paraphrase: the dam is safe`, `denied (paraphrase): the dam leaks`.
    """
    said = " ".join(quote.text.split())
    label = stance_label(quote)
    if quote.type != "indirect":
        said = f"“{said.rstrip(',')}”"
        return f"{label}: {said}" if label else said
    return f"{label} ({PARAPHRASE}): {said}" if label else f"{PARAPHRASE}: {said}"


def is_doubtful(quote: Quote, threshold: float = DOUBTFUL) -> bool:
    """Whether the attribution of a quote is less sure than `threshold`; so is one without a speaker."""
    return quote.speaker is None or quote.speaker.confidence < threshold


def percent(confidence: float) -> int:
    """Return a confidence in whole percent, rounded down: what is shown as 80 % is no less than that."""
    return min(100, max(0, int(confidence * 100 + 1e-9)))


def confidence_percent(quote: Quote) -> int | None:
    """Return how sure the attribution of a quote is, in whole percent; None without a speaker."""
    return percent(quote.speaker.confidence) if quote.speaker else None


def attribution(quote: Quote, threshold: float = DOUBTFUL) -> str:
    """Return who said it, never bare where that is doubtful: `Rilwanu Lukman`, `Rilwanu Lukman (doubtful, 41 %)`."""
    if quote.speaker is None:
        return "speaker unknown"
    name = " ".join((quote.speaker.resolved or quote.speaker.text).split())
    return f"{name} (doubtful, {confidence_percent(quote)} %)" if is_doubtful(quote, threshold) else name


def quote_fields(quote: Quote) -> dict[str, Any]:
    """Return a quote under the names that JSON promises; `printed` is the form that may stand alone."""
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
