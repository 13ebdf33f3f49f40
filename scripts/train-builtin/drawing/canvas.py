"""Putting leaves, their shadows and fine lines on a picture."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter


class Canvas:
    """A float32 picture [side, side, 3] of 0-1 that leaves are laid on."""

    def __init__(self, side, ground):
        self.side = side
        self.pixels = np.empty((side, side, 3), np.float32)
        self.pixels[:] = ground

    def lay(self, mask, left, top, fill, opacity=1.0):
        """Lays a fill through a mask (uint8 [height, width]) whose corner may lie outside."""
        height, width = mask.shape
        up, start = max(0, -top), max(0, -left)
        down, end = min(height, self.side - top), min(width, self.side - left)
        if up >= down or start >= end:
            return
        share = mask[up:down, start:end, None] * np.float32(opacity / 255)
        under = self.pixels[top + up : top + down, left + start : left + end]
        over = fill[up:down, start:end] if np.ndim(fill) == 3 else fill
        under += (over - under) * share


def mask_of(points, margin=1, softness=0.0):
    """Draws an outline; returns its mask and where the mask's corner lies."""
    corner = np.floor(points.min(0)).astype(int) - margin
    width, height = np.ceil(points.max(0)).astype(int) + margin + 1 - corner
    image = Image.new("L", (int(width), int(height)))
    ImageDraw.Draw(image).polygon([tuple(point) for point in points - corner], fill=255)
    if softness:
        image = image.filter(ImageFilter.GaussianBlur(softness))
    return np.asarray(image), int(corner[0]), int(corner[1])


def lay_leaf(canvas, rng, fills, points):
    """Lays one leaf: sharp or soft at its edge, sometimes with a shadow below and light across it."""
    softness = rng.uniform(0.7, 8) if rng.random() < 0.15 else 0.0
    mask, left, top = mask_of(points, margin=1 + int(3 * softness), softness=softness)
    if rng.random() < 0.2:
        cast_shadow(canvas, rng, points)
    fill = fills.fill(rng, *mask.shape)
    if rng.random() < 0.3:
        fill = fill * light(rng, *mask.shape)
    canvas.lay(mask, left, top, fill, 1.0 if rng.random() < 0.85 else rng.uniform(0.3, 0.9))


def cast_shadow(canvas, rng, points):
    softness = rng.uniform(1.5, 14)
    moved = points + rng.normal(0, softness, 2)
    mask, left, top = mask_of(moved, margin=1 + int(2.5 * softness), softness=softness)
    canvas.lay(mask, left, top, np.zeros(3, np.float32), rng.uniform(0.2, 0.7))


def light(rng, height, width):
    """A factor that falls from one side to the other."""
    angle, strength = rng.uniform(0, 2 * np.pi), rng.uniform(0.1, 0.6)
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    return (1 - strength * (0.5 + 0.5 * (x * np.cos(angle) + y * np.sin(angle)) / 1.42))[..., None]


def lay_hair(canvas, rng, palette):
    """Lays a tuft of curved strokes of nearly one colour, side by side."""
    side, count = canvas.side, int(np.exp(rng.uniform(np.log(10), np.log(500))))
    image = Image.new("L", (side, side))
    draw = ImageDraw.Draw(image)
    start, reach = rng.uniform(0, side, 2), rng.uniform(side / 16, side / 2)
    angle, bend, spread = rng.uniform(0, 2 * np.pi), rng.normal(0, 1.2), rng.uniform(4, side / 6)
    thickness = rng.integers(1, 6)
    steps = np.linspace(0, 1, 18)
    for _ in range(count):
        turn = angle + rng.normal(0, 0.15) + bend * steps
        path = start + rng.normal(0, spread, 2) + np.cumsum(np.stack([np.cos(turn), np.sin(turn)], 1), 0) * (reach / 18)
        draw.line([tuple(point) for point in path], fill=int(rng.integers(120, 256)), width=int(thickness))
    box = image.getbbox()
    if box:
        canvas.lay(np.asarray(image.crop(box)), box[0], box[1], palette.colour(rng))
