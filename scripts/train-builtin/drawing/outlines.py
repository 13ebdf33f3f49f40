"""The outlines of leaves: polygons around the origin, as arrays [points, 2]."""

import numpy as np


def outline(rng, radius):
    """A random outline of about this radius: an ellipse, a polygon, a star or a blob, turned at random."""
    kind = KINDS[rng.choice(len(KINDS), p=SHARES)]
    points = kind(rng, int(np.clip(radius * 1.5, 12, 160))) * radius
    angle = rng.uniform(0, 2 * np.pi)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return points @ turn.T


def ellipse(rng, count):
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return np.stack([np.cos(angles), np.sin(angles) * rng.uniform(0.15, 1)], 1)


def polygon(rng, _count):
    angles = np.sort(rng.uniform(0, 2 * np.pi, rng.integers(3, 9)))
    return round_about(angles, rng.uniform(0.6, 1.2, len(angles)))


def rectangle(rng, _count):
    half = rng.uniform(0.08, 1)
    return np.array([[-1, -half], [1, -half], [1, half], [-1, half]])


def star(rng, _count):
    tips = rng.integers(4, 13)
    angles = np.linspace(0, 2 * np.pi, 2 * tips, endpoint=False)
    return round_about(angles, np.where(np.arange(2 * tips) % 2, rng.uniform(0.25, 0.8), 1.1))


def blob(rng, count):
    angles = np.linspace(0, 2 * np.pi, max(count, 40), endpoint=False)
    waves = range(2, rng.integers(4, 10))
    radii = 1 + sum(rng.normal(0, 0.5 / k) * np.cos(k * angles + rng.uniform(0, 2 * np.pi)) for k in waves)
    return round_about(angles, np.clip(radii, 0.1, 2))


def round_about(angles, radii):
    return np.stack([np.cos(angles) * radii, np.sin(angles) * radii], 1)


KINDS = [ellipse, polygon, rectangle, star, blob]
SHARES = [0.3, 0.2, 0.15, 0.1, 0.25]
