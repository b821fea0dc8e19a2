"""Patterns of the dates and agencies that stand in datelines, in English and five other languages."""

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
"""An English month."""
_ANY_MONTH = (
    r"(?i:jan|f[eé][bv]|m[aä]r|a[bpv]r|ma[ijy]|juni|juli|jui[ln]|jun|jul|ago|ao[uû]t|aug|set|sep|out|o[ck]t|nov"
    r"|d[eéi][czs]|ene|gen|giu|lug)[a-zà-ÿA-ZÀ-Þ]*\.?"
)
DAY = rf"(?:{MONTH} \d{{1,2}}|(?:le )?\d{{1,2}}\.? (?:de )?{_ANY_MONTH})"
"""A day and its month, in either order: `March 3`, `3 Mar`, `15. März`, `le 3 mars`, `3 de marzo`."""
LOWER_AGENCIES = "dpa|afp|apa|sda|efe|ansa|lusa"
"""Agencies that write themselves without capitals."""
