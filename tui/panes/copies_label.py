"""What is folded into a row of the results, in words."""

from ...index.model import Hit, QuoteHit
from ...index.protocol.answers import Results


def copies_label(hit: Hit | QuoteHit) -> str:
    """Return `+7 outlets`, `+7 copies` where none is another outlet's, else both; "" for nothing."""
    number, outlets = hit.copies, hit.copy_outlets
    if not number:
        return ""
    elsewhere = f"{outlets:,} outlet{'s' if outlets != 1 else ''}"
    if outlets == number:
        return f"+{elsewhere}"
    singular, plural = ("repeat", "repeats") if isinstance(hit, QuoteHit) else ("copy", "copies")
    copies = f"+{number:,} {singular if number == 1 else plural}"
    return f"{copies}, {elsewhere}" if outlets else copies


def folded_note(results: Results) -> str:
    """Return ` · 7 folded`; also where copies have not been looked for, so that nothing is folded."""
    if results.fold_state == "unknown":
        return " · copies unknown"
    return f" · {results.folded:,} folded" if results.folded else ""
