"""What leaves are filled with. A fill returns a float32 array [height, width, 3] or a single colour [3]."""

import numpy as np

from .noise import cut, spectral_noise


class Fills:
    """The fills of one picture; they share its palette and a few fields of noise."""

    def __init__(self, rng, palette, side):
        self.palette = palette
        self.clouds = [spectral_noise(rng, side // 2, rng.uniform(0.7, 2.2)) for _ in range(2)]
        self.furs = [
            spectral_noise(rng, side // 2, rng.uniform(0.6, 1.6), rng.uniform(4, 16), rng.uniform(0, np.pi))
            for _ in range(2)
        ]
        self.specks = [spectral_noise(rng, side // 2, rng.uniform(0.0, 0.8)) for _ in range(2)]
        kinds = [flat, gradient, striped, woven, cloudy, furry, marbled, speckled]
        self.kinds = kinds
        self.shares = rng.dirichlet([1.3, 1.3, 0.6, 0.5, 1.4, 1.2, 0.6, 0.9])

    def fill(self, rng, height, width):
        """A leaf's inside, of one of the kinds that this picture prefers."""
        kind = self.kinds[rng.choice(len(self.kinds), p=self.shares)]
        return kind(self, rng, height, width)


def flat(fills, rng, _height, _width):
    return fills.palette.colour(rng)


def gradient(fills, rng, height, width):
    y, x = grid(height, width)
    if rng.random() < 0.6:
        angle = rng.uniform(0, 2 * np.pi)
        ramp = (x / width - 0.5) * np.cos(angle) + (y / height - 0.5) * np.sin(angle) + 0.5
    else:
        ramp = np.hypot(x / width - rng.random(), y / height - rng.random())
    return between(fills, rng, ramp)


def striped(fills, rng, height, width):
    return between(fills, rng, wave(rng, *grid(height, width), rng.uniform(0, np.pi)))


def woven(fills, rng, height, width):
    y, x = grid(height, width)
    angle = rng.uniform(0, np.pi)
    warp, weft = wave(rng, y, x, angle), wave(rng, y, x, angle + np.pi / 2 + rng.normal(0, 0.1))
    mixed = warp * weft if rng.random() < 0.5 else np.abs(warp - weft)
    return between(fills, rng, mixed)


def cloudy(fills, rng, height, width):
    return between(fills, rng, cut(rng, fills.clouds[rng.integers(2)], height, width))


def furry(fills, rng, height, width):
    return between(fills, rng, cut(rng, fills.furs[rng.integers(2)], height, width))


def speckled(fills, rng, height, width):
    """Sand, plaster, foliage from afar: nearly white noise, often over light and shade."""
    fine = between(fills, rng, cut(rng, fills.specks[rng.integers(2)], height, width))
    if rng.random() < 0.5:
        return fine
    shade = cut(rng, fills.clouds[rng.integers(2)], height, width)[..., None]
    return fine * (1 - np.float32(rng.uniform(0.2, 0.8)) * shade)


def marbled(fills, rng, height, width):
    y, x = grid(height, width)
    angle, period = rng.uniform(0, np.pi), rng.uniform(20, 200)
    turbulence = cut(rng, fills.clouds[rng.integers(2)], height, width) * rng.uniform(2, 14)
    ramp = 0.5 + 0.5 * np.sin((x * np.cos(angle) + y * np.sin(angle)) * (2 * np.pi / period) + turbulence)
    return between(fills, rng, ramp ** rng.uniform(0.6, 2))


def grid(height, width):
    return np.arange(height, dtype=np.float32)[:, None], np.arange(width, dtype=np.float32)[None, :]


def wave(rng, y, x, angle):
    """Stripes in 0-1, from sine-like to hard."""
    period = np.exp(rng.uniform(np.log(6), np.log(120)))
    phase = (x * np.cos(angle) + y * np.sin(angle)) * (2 * np.pi / period) + rng.uniform(0, 2 * np.pi)
    hardness = rng.choice([1.0, 3.0, period / 3])
    return np.clip(0.5 + 0.5 * hardness * (np.sin(phase) + rng.uniform(-0.5, 0.5)), 0, 1)


def between(fills, rng, ramp):
    """Turns a ramp of 0-1 into colours of the palette, by way of a third one now and then."""
    first, second = fills.palette.pair(rng)
    ramp = np.clip(ramp, 0, 1).astype(np.float32)[..., None]
    if rng.random() < 0.25:
        third = fills.palette.colour(rng)
        return np.where(ramp < 0.5, first + (third - first) * 2 * ramp, third + (second - third) * (2 * ramp - 1))
    return first + (second - first) * ramp
