"""Whole numbers in files of others."""

import re


def whole_number(text: str | None) -> int | None:
    """Return the number that a text of ASCII digits is; None for any other, and above nine digits.

    `str.isdigit` also accepts `²`, which `int` refuses, as it refuses more than 4,300 digits.
    """
    return int(text) if text and re.fullmatch(r"[0-9]{1,9}", text) else None
