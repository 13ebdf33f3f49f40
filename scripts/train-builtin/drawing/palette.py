"""Colours that go together: every drawn picture has a handful, and takes all its colours from them."""

import colorsys

import numpy as np


class Palette:
    """A picture's colours, each a float32 triple of 0-1."""

    def __init__(self, rng):
        count = rng.integers(3, 13)
        base, spread = rng.random(), rng.choice([0.03, 0.1, 0.25, 1.0])
        saturation, darkest, lightest = rng.beta(1.3, 1.6), rng.uniform(0, 0.35), rng.uniform(0.6, 1)
        self.colours = np.array(
            [
                colorsys.hsv_to_rgb(
                    (base + spread * rng.uniform(-0.5, 0.5)) % 1,
                    np.clip(saturation * rng.uniform(0.4, 1.6), 0, 1),
                    rng.uniform(darkest, lightest),
                )
                for _ in range(count)
            ],
            np.float32,
        )

    def colour(self, rng):
        """One of them, a little off."""
        return np.clip(rng.choice(self.colours) + rng.normal(0, 0.025, 3), 0, 1).astype(np.float32)

    def apart_from(self, rng, other):
        """The one of three that differs most from another, as the colour of writing does from its ground."""
        return max((self.colour(rng) for _ in range(3)), key=lambda colour: np.abs(colour - other).sum())

    def pair(self, rng):
        """Two that a texture lies between: as far apart as they are, or much nearer, as most are in nature."""
        first, second = self.colour(rng), self.colour(rng)
        return first, first + (second - first) * np.float32(rng.choice([0.15, 0.35, 0.6, 1.0]))
