"""Placing the nodes of a network in the plane."""

from collections.abc import Mapping

import numpy as np

STEPS = 250


def place_nodes(number: int, weights: Mapping[tuple[int, int], int]) -> list[tuple[float, float]]:
    """Return a place for each node, within 0 to 1 on both axes; the same for the same input.

    Force-directed: edges pull, nodes push each other away, and steps get smaller (T. M. J. Fruchterman and E. M.
    Reingold, Graph Drawing by Force-directed Placement, 1991). Edges pull by the logarithm of their weight, over the
    number of edges of both ends, so that a network with many edges does not shrink to a knot.

    Args:
        number: Nodes, numbered from 0.
        weights: Weight of each edge between two nodes, at least 1.
    """
    if number < 2:
        return [(0.5, 0.5)] * number
    pull = np.zeros((number, number))
    for (one, other), weight in weights.items():
        pull[one, other] = pull[other, one] = 1 + np.log(weight)
    edges = np.maximum((pull > 0).sum(axis=1), 1)
    pull /= np.sqrt(edges[:, None] * edges[None, :])
    angles = 2 * np.pi * np.arange(number) / number
    at = np.column_stack((np.cos(angles), np.sin(angles)))
    ideal = 1.6 / np.sqrt(number)
    for step in range(STEPS):
        apart = at[:, None, :] - at[None, :, :]
        distance = np.maximum(np.linalg.norm(apart, axis=2), 1e-6)
        force = ideal**2 / distance**2 - pull * distance / ideal
        np.fill_diagonal(force, 0)
        move = (apart * force[:, :, None]).sum(axis=1) - 0.3 * at  # what no edge holds stays near the middle
        length = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
        at = at + move / length * np.minimum(length, 0.2 * (1 - step / STEPS) + 0.002)
    low, high = at.min(axis=0), at.max(axis=0)
    placed = (at - low) / np.maximum(high - low, 1e-9)
    return [(float(x), float(y)) for x, y in placed]
