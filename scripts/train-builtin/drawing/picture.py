"""A whole picture of dead leaves.

Source of the idea: "dead leaves" (Matheron; Lee, Mumford and Huang, 2001): shapes of power-law sizes that
hide each other have the statistics of natural pictures, edges included. That networks can be trained on them
alone: Achddou, Gousseau and Ladjal, "Synthetic images as a regularity prior for image restoration", 2021.
"""

import numpy as np
from PIL import Image, ImageFilter

from .canvas import Canvas, lay_hair, lay_leaf
from .fills import Fills
from .grain import grained
from .outlines import outline
from .palette import Palette
from .text import lay_text

MOST_LEAVES = 1500


def draw_picture(seed, index, side=512):
    """Draws picture number `index` of a seed, the same one every time: a PIL image of side x side.

    It is drawn twice as large and then reduced, so that its edges fall between pixels as a camera's do.
    """
    rng = np.random.default_rng([seed, index])
    large = 2 * side
    palette = Palette(rng)
    fills = Fills(rng, palette, large)
    canvas = Canvas(large, fills.fill(rng, large, large))
    for radius in radii(rng, large):
        reach = large + radius
        place = rng.uniform(-radius, reach, 2)
        lay_leaf(canvas, rng, fills, outline(rng, radius) + place)
    for _ in range(rng.integers(1, 6) if rng.random() < 0.35 else 0):
        lay_hair(canvas, rng, palette)
    for _ in range(rng.integers(1, 4) if rng.random() < 0.3 else 0):
        lay_text(canvas, rng, palette)
    return finish(rng, canvas.pixels, side)


def radii(rng, large):
    """Radii with the density r^-exponent, enough of them to cover the picture about twice."""
    exponent = rng.uniform(1.6, 3)
    smallest, largest = rng.uniform(3, 14), large * rng.uniform(0.15, 0.5)
    place = rng.random(MOST_LEAVES)
    low, high = smallest ** (1 - exponent), largest ** (1 - exponent)
    sizes = (low + place * (high - low)) ** (1 / (1 - exponent))
    covered = np.cumsum(np.pi * 0.6 * sizes**2)
    return sizes[: int(np.searchsorted(covered, rng.uniform(1, 3) * large**2)) + 1]


def finish(rng, pixels, side):
    """Changes its tone, puts it out of focus at times, reduces it to its size, and puts grain on every other one."""
    if rng.random() < 0.5:
        low, high = np.percentile(pixels[::8, ::8], [1, 99])
        pixels = (pixels - low) * np.float32(rng.uniform(0.7, 1) / (high - low + 0.05)) + low * rng.random()
    pixels = np.clip(pixels, 0, 1) ** np.float32(rng.uniform(0.7, 1.3))
    image = Image.fromarray((pixels * 255 + 0.5).astype(np.uint8))
    if rng.random() < 0.15:
        image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 2.5)))
    kernel = [Image.BOX, Image.BICUBIC, Image.LANCZOS][rng.integers(3)]
    image = image.resize((side, side), kernel)
    return grained(rng, image) if rng.random() < 0.5 else image
