"""Shares as they are shown."""


def percentage(part: int, whole: int) -> str:
    """Return a share of a whole with one decimal: 3.3 %; 0.0 % only of none, and 100.0 % only of all."""
    if 0 < part < whole and not 0.05 <= 100 * part / whole < 99.95:
        return "<0.1 %" if 2 * part < whole else ">99.9 %"
    return f"{100 * part / max(1, whole):.1f} %"
