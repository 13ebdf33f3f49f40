"""Batches of patches: small ones and what they should become."""

import numpy as np
from PIL import Image

from degradation import SCALE, degrade, recolour

PATCH, MARGIN = 48, 8
SHARES = 2  # a batch is worked on by so many threads
PLAIN = 0.03  # share of the patches that are of one colour
FLAT = 4.0  # standard deviation, of 255


class Patches:
    """Cuts batches from pictures, degrading each patch anew.

    A share of a batch depends on the seed and the number of the iteration alone, so training may be resumed anywhere.
    """

    def __init__(self, paths, seed):
        self.seed = seed
        self.pictures = [np.asarray(Image.open(path).convert("RGB")) for path in paths]

    def batch(self, iteration, share, count):
        """Returns float32 arrays [count, 48, 48, 3] and [count, 192, 192, 3] of 0-1."""
        rng = np.random.default_rng([self.seed, iteration, share])
        pairs = [self.pair(rng) for _ in range(count)]
        return tuple(np.stack(side).astype(np.float32) / np.float32(255) for side in zip(*pairs))

    def pair(self, rng):
        """One patch and its target; most flat ones are passed over, since there is little to learn from them."""
        if rng.random() < PLAIN:
            colour = plain_colour(rng)
            return tuple(np.broadcast_to(colour, (side, side, 3)) for side in (PATCH, SCALE * PATCH))
        while True:
            region = cut(rng, self.pictures[rng.integers(len(self.pictures))], SCALE * (PATCH + MARGIN))
            if region[::4, ::4].std(axis=(0, 1)).max() < FLAT and rng.random() < 0.85:
                continue
            large = turned(rng, recolour(rng, region))
            small = degrade(rng, large)
            top, left = (int(place) for place in rng.integers(0, MARGIN + 1, 2))
            return window(small, top, left, PATCH), window(large, SCALE * top, SCALE * left, SCALE * PATCH)


def plain_colour(rng):
    """Any colour, pure ones more often than pictures have them: they must stay as they are, corners included."""
    return np.where(rng.random(3) < 0.5, rng.integers(0, 256, 3), rng.choice([0, 255], 3)).astype(np.uint8)


def cut(rng, picture, side):
    top, left = (int(rng.integers(0, length - side + 1)) for length in picture.shape[:2])
    return window(picture, top, left, side)


def window(picture, top, left, side):
    return picture[top : top + side, left : left + side]


def turned(rng, picture):
    """Flips and turns a picture in one of the eight ways."""
    rotated = np.rot90(picture, rng.integers(4))
    return rotated[:, ::-1] if rng.random() < 0.5 else rotated
