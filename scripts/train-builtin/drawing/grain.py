"""The grain of films and sensors. It is part of a picture, and what is learnt from must have it to be kept."""

import numpy as np
from PIL import Image
from scipy import ndimage


def grained(rng, image):
    """Puts grain on an image: fine or coarse, grey or coloured, stronger in the light or in the dark."""
    pixels = np.asarray(image, np.float32)
    size = rng.uniform(0.0, 1.3)
    grain = field(rng, pixels.shape[:2], size)[..., None]
    if rng.random() < 0.6:
        colour = np.stack([field(rng, pixels.shape[:2], size * rng.uniform(0.7, 2)) for _ in range(3)], -1)
        share = rng.uniform(0.2, 1)
        grain = grain * (1 - share) + colour * share
    tone = pixels.mean(-1, keepdims=True) / 255
    slope = rng.uniform(-0.7, 0.7)
    strength = np.exp(rng.uniform(np.log(0.8), np.log(11)))
    result = pixels + grain * np.float32(strength) * (1 + np.float32(slope) * (2 * tone - 1))
    return Image.fromarray(np.clip(result + 0.5, 0, 255).astype(np.uint8))


def field(rng, shape, size):
    """Noise of standard deviation 1 whose specks are about so many pixels large."""
    noise = rng.standard_normal(shape, np.float32)
    if size > 0.25:
        noise = ndimage.gaussian_filter(noise, size)
    return noise / noise.std()
