"""Answers about copies, repeats, variants and similar articles as rows of a list."""

from collections.abc import Sequence

from ...index.model import QuoteHit
from ...index.protocol.related_answers import Change, Copies, QuoteVariant, QuoteVariants, Repeats, Similar
from ...index.quotation import attribution, printable
from .related_labels import count, difference_label, share_label
from .related_screen import RelatedPage, RelatedRow


def copies_page(found: Copies, first: str) -> RelatedPage:
    """Return the rows of an article and its copies."""
    rows = tuple(
        RelatedRow(
            copy.id,
            _where(copy.date, copy.outlet),
            copy.title or "(no title)",
            ("this article · " if copy.id == first else "") + share_label(copy, first),
            is_first=copy.id == first,
        )
        for copy in found.copies
    )
    outlets = f" · {count(found.outlets, 'outlet')}" if found.outlets else ""
    alone = " · no copies" if found.total == 1 else ""
    return RelatedPage(found.total, rows, f"{count(found.total, 'article')}{outlets}{alone}")


def repeats_page(found: Repeats, first: tuple[str, int]) -> RelatedPage:
    """Return the rows of a quote and its exact repeats."""
    rows = tuple(_quote_row(hit, "", first) for hit in found.quotes)
    return RelatedPage(found.total, rows, f"{count(found.total, 'quote')} · {count(found.outlets, 'outlet')}")


def similar_page(found: Similar) -> RelatedPage:
    """Return the rows of similar articles."""
    rows = tuple(
        RelatedRow(
            hit.id,
            _where(hit.date, hit.outlet) + (f" · +{count(hit.copies, 'copy', 'copies')}" if hit.copies else ""),
            hit.title or "(no title)",
            f"shares {', '.join(hit.shared)}",
        )
        for hit in found.hits
    )
    left = f" · {count(found.copies, 'copy', 'copies')} left out" if found.copies else ""
    ranked = f" · ranked by {', '.join(found.terms)}" if found.terms else ""
    return RelatedPage(found.total, rows, f"{count(found.total, 'article')}{left}{ranked}")


def variants_page(found: QuoteVariants, first: tuple[str, int]) -> RelatedPage:
    """Return the rows of a quote and the other versions of its words."""
    rows = tuple(_variant_row(variant, first) for variant in found.variants)
    alone = " · no other version" if found.total == 1 else ""
    outlets = f" · {count(found.outlets, 'outlet')}" if found.outlets else ""
    return RelatedPage(found.total, rows, f"{count(found.total, 'quote')}{outlets}{alone}")


def _variant_row(variant: QuoteVariant, first: tuple[str, int]) -> RelatedRow:
    hit = variant.hit
    return _quote_row(hit, difference_label(variant.differs), first, _aligned(variant.changes))


def _quote_row(hit: QuoteHit, note: str, first: tuple[str, int], aligned: str = "") -> RelatedRow:
    same = (hit.article, hit.number) == first
    said = printable(hit.quote)
    if aligned and not same:
        said = said.replace(" ".join(hit.quote.text.split()).rstrip(","), aligned.rstrip(","))
    note = "this quote" if same else note
    return RelatedRow(
        hit.article,
        f"{attribution(hit.quote)} · {_where(hit.date, hit.outlet)}",
        said,
        " · ".join(part for part in (note, hit.title) if part),
        (hit.quote.start, hit.quote.end),
        same,
    )


def _aligned(changes: Sequence[Change]) -> str:
    """Return a quote with what it lacks as [-…-] and what it adds as {+…+}."""
    parts: list[str] = []
    for change in changes:
        if change.same:
            parts.append(change.second)
            continue
        cut, added = change.first.strip(), change.second.strip()
        parts += [f" [-{cut}-] "] if cut else []
        parts += [f" {{+{added}+}} "] if added else []
    return " ".join("".join(parts).split())


def _where(date: str, outlet: str) -> str:
    return f"{date[:16].replace('T', ' ') or 'undated'} · {outlet or 'unknown outlet'}"
