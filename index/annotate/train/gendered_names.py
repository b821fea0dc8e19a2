"""Write the lists of first names that only women, or only men, have; see `lexicon/CREDITS.md`.

python -m newsexplore.index.annotate.train.gendered_names LEXICON_FOLDER

Needs the package Faker, which the program does not: its lists of first names of Europe, the Americas, India and
Indonesia.
"""

import re
import sys
import unicodedata
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

LOCALES = (
    "cs_CZ da_DK de_AT de_CH de_DE en_GB en_IE en_IN en_NZ en_US es_AR es_CL es_CO es_ES es_MX et_EE fi_FI "
    "fr_BE fr_CA fr_CH fr_FR ga_IE hr_HR hu_HU id_ID it_IT lt_LT lv_LV nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO "
    "sk_SK sl_SI sv_SE tr_TR"
).split()
"""Lists in Latin script, of countries where the first name stands first."""
EITHER = frozenset(
    (
        "An Asa Billie Charlie Chris Courtney Dana Frankie Hilary Ira Jackie Jo Lindsey Lou Lynn Marion Mel Meredith"
        " Nikita Noor Ronnie Sandy Stacey Stacy Toni Tracey Val"
    ).split()
)
"""Names of both, although the lists have them under one."""
_NAME = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)?")
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "Đ": "D"})


def exclusive_names(female: Iterable[str], male: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the names of either list that are not in the other, sorted, also without accents.

    A name that is one list's with accents and the other's without belongs to neither.
    """
    women, men = _spellings(female), _spellings(male)
    return sorted(women - men - EITHER), sorted(men - women - EITHER)


def _spellings(names: Iterable[str]) -> set[str]:
    found = {name for name in names if _NAME.fullmatch(name) and name[0].isupper() and not name.isupper()}
    plain = (
        "".join(c for c in unicodedata.normalize("NFKD", n.translate(_PLAIN)) if not unicodedata.combining(c))
        for n in found
    )
    return found | set(plain)


def _listed(provider: Any, gender: str) -> Iterable[str]:
    for name, value in vars(provider).items():
        if re.fullmatch(rf"first_names?_{gender}(_est|_rus)?", name):
            yield from value if not callable(value) else ()


def main() -> None:
    """Write both lists."""
    folder = Path(sys.argv[1])
    women: set[str] = set()
    men: set[str] = set()
    for locale in LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        women.update(_listed(provider, "female"))
        men.update(_listed(provider, "male"))
    for kind, names in zip(("female", "male"), exclusive_names(women, men), strict=True):
        head = f"# First names that only {kind}s have in Faker's lists, written by `train.gendered_names`.\n"
        (folder / f"names_{kind}_more.txt").write_text(head + "".join(f"{name}\n" for name in names), "utf-8")


if __name__ == "__main__":
    main()
