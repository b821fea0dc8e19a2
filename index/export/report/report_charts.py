"""The charts of a report as SVG: no scripts, no colour that alone tells anything, a title for screen readers."""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

import numpy as np

from ...engines.packed.counts import count_days
from ...engines.packed.packed_schema import day_number
from ...model import Timeline
from ..formats.exported_article import line
from .network_layout import place_nodes
from .report_counts import EntityId

BARS = 60
"""Bars of the timeline, at most."""
STACKED = 4
"""Outlets with a pattern of their own; the others are drawn together."""
_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 920, 240, 44, 22
_PATTERNS = (
    '<rect width="8" height="8" fill="#1d4e89"/>',
    '<rect width="8" height="8" fill="#f4a259"/><path d="M0 8L8 0" stroke="#5b3000" stroke-width="2"/>',
    '<rect width="8" height="8" fill="#8cb369"/><path d="M0 4H8" stroke="#22420d" stroke-width="2"/>',
    '<rect width="8" height="8" fill="#bc4b51"/><circle cx="4" cy="4" r="1.8" fill="#fff"/>',
    '<rect width="8" height="8" fill="#d9d9d9"/><path d="M4 0V8" stroke="#555" stroke-width="1"/>',
)
_SHAPES = {"person": "circle", "org": "square", "place": "triangle"}


class Bars:
    """Dated articles in bars, split by outlet."""

    def __init__(self, days: Sequence[tuple[str, str]]) -> None:
        """Count articles.

        Args:
            days: Day (ISO 8601) and outlet of each article.
        """
        numbers = np.asarray([day_number(day) for day, _ in days], np.int64)
        self.timeline: Timeline = count_days(numbers, BARS)
        starts = [bucket.start for bucket in self.timeline.buckets]
        outlets = Counter(outlet for _, outlet in days)
        ranked = sorted(((outlet, count) for outlet, count in outlets.items() if outlet), key=lambda o: (-o[1], o[0]))
        named = [outlet for outlet, _ in ranked[:STACKED]]
        self.series = [*named, "all others"] if len(outlets) > len(named) else named
        self.counts = [[0] * len(starts) for _ in self.series]
        """Articles by series and bar."""
        for day, outlet in days:
            bar = bisect_right(starts, day) - 1
            self.counts[named.index(outlet) if outlet in named else -1][bar] += 1


def timeline_svg(bars: Bars) -> str:
    """Draw the timeline as stacked bars with a legend; "" without a dated article."""
    buckets = bars.timeline.buckets
    if not buckets:
        return ""
    top = max(bucket.count for bucket in buckets)
    width = (_WIDTH - _LEFT) / len(buckets)
    scale = (_HEIGHT - _BOTTOM - 10) / top
    parts = [f"<title>Articles per {bars.timeline.unit}</title><defs>"]
    parts += [
        f'<pattern id="p{number}" width="8" height="8" patternUnits="userSpaceOnUse">{pattern}</pattern>'
        for number, pattern in enumerate(_PATTERNS)
    ]
    parts.append("</defs>")
    for value in sorted({0, top // 2, top}):
        y = _HEIGHT - _BOTTOM - value * scale
        parts.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH}" stroke="#bbb"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:,}</text>')
    for number, bucket in enumerate(buckets):
        y = float(_HEIGHT - _BOTTOM)
        for series, counts in enumerate(bars.counts):
            if counts[number]:
                height = counts[number] * scale
                y -= height
                label = escape(line(f"{bucket.start}: {counts[number]:,} {bars.series[series]}"))
                parts.append(
                    f'<rect x="{_LEFT + number * width + 0.5:.2f}" y="{y:.2f}" width="{max(0.5, width - 1):.2f}"'
                    f' height="{height:.2f}" fill="url(#p{_pattern(bars, series)})"><title>{label}</title></rect>'
                )
    for number in sorted({0, len(buckets) // 2, len(buckets) - 1}):
        anchor = "start" if number == 0 else "end" if number == len(buckets) - 1 else "middle"
        x = _LEFT + (number + (0 if anchor == "start" else 1 if anchor == "end" else 0.5)) * width
        parts.append(f'<text x="{x:.1f}" y="{_HEIGHT - 6}" text-anchor="{anchor}">{buckets[number].start}</text>')
    drawn = "".join(parts)
    legend = "".join(
        f'<li><svg width="16" height="16" aria-hidden="true"><rect width="16" height="16"'
        f' fill="url(#p{_pattern(bars, number)})"/></svg> <bdi>{escape(line(name))}</bdi></li>'
        for number, name in enumerate(bars.series)
    )
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="Articles per'
        f' {bars.timeline.unit}">{drawn}</svg><ul class="legend">{legend}</ul>'
    )


def _pattern(bars: Bars, series: int) -> int:
    return len(_PATTERNS) - 1 if bars.series[series] == "all others" else series


def network_svg(nodes: Sequence[tuple[EntityId, int]], pairs: Mapping[tuple[EntityId, EntityId], int]) -> str:
    """Draw entities that appear in the same articles as a network; "" with fewer than two.

    Args:
        nodes: Entities with the number of articles that mention them.
        pairs: Articles that mention both of two entities; these edges are drawn.
    """
    if len(nodes) < 2 or not pairs:
        return ""
    width, height, margin = 920, 560, 60
    numbers = {id: number for number, (id, _) in enumerate(nodes)}
    weights = {(numbers[one], numbers[other]): count for (one, other), count in pairs.items()}
    places = [
        (margin + x * (width - 2 * margin), margin / 2 + y * (height - margin))
        for x, y in place_nodes(len(nodes), weights)
    ]
    most = max(weights.values())
    parts = ["<title>Who appears in the same articles</title>"]
    for (one, other), count in sorted(weights.items(), key=lambda edge: edge[1]):
        (x1, y1), (x2, y2) = places[one], places[other]
        label = escape(line(f"{nodes[one][0][1]} and {nodes[other][0][1]}: {count:,}"))
        parts.append(
            f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="#888"'
            f' stroke-width="{0.6 + 5 * count / most:.2f}"><title>{label}</title></path>'
        )
    biggest = max(count for _, count in nodes)
    for ((kind, name), count), (x, y) in zip(nodes, places, strict=True):
        size = 5 + 9 * math.sqrt(count / biggest)
        label = escape(line(f"{name}: {count:,} articles"))
        shown = line(name)
        shown = shown if len(shown) <= 26 else f"{shown[:25]}…"
        parts.append(
            f"<g><title>{label}</title>{_shape(_SHAPES.get(kind, 'circle'), x, y, size)}"
            f'<text x="{x:.1f}" y="{y - size - 3:.1f}" text-anchor="middle">{escape(shown)}</text></g>'
        )
    drawn = "".join(parts)
    return (
        f'<svg class="chart" viewBox="0 0 {width} {height}" role="img"'
        f' aria-label="Who appears in the same articles">{drawn}</svg>'
        "<p>Circles are people, squares organisations, triangles places; thicker lines, more articles.</p>"
    )


def _shape(shape: str, x: float, y: float, size: float) -> str:
    look = 'stroke="#222" stroke-width="1"'
    if shape == "square":
        return (
            f'<rect x="{x - size:.1f}" y="{y - size:.1f}" width="{2 * size:.1f}" height="{2 * size:.1f}"'
            f' fill="#f4a259" {look}/>'
        )
    if shape == "triangle":
        return f'<path d="M{x:.1f} {y - size:.1f}l{size:.1f} {1.8 * size:.1f}h{-2 * size:.1f}z" fill="#8cb369" {look}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="#9cc5f0" {look}/>'
