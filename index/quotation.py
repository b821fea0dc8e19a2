"""Quotes as they are shown and written: never a denial as the claim, never a paraphrase as the speaker's words."""

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
