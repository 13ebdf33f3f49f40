"""What happens to a picture before it is small: the ways that people's own pictures have come to be."""

import io

import numpy as np
from PIL import Image, ImageFilter

SCALE = 4
KERNELS = [Image.BOX, Image.HAMMING, Image.BICUBIC, Image.LANCZOS]


def recolour(rng, picture):
    """Swaps a picture's channels and inverts it at random: eight times twelve pictures out of one."""
    picture = picture[:, :, rng.permutation(3)]
    return 255 - picture if rng.random() < 0.5 else picture


def degrade(rng, picture):
    """Reduces a uint8 picture to a quarter: half of them cleanly, nearly half through JPEG, few by other ways or with noise.

    Noise is rare and faint, for a network that learns to remove it removes grain and fur, too.
    """
    image = Image.fromarray(np.ascontiguousarray(picture))
    size = (image.width // SCALE, image.height // SCALE)
    if rng.random() < 0.08:
        image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 1.2)))
    small = image.resize(size, Image.BICUBIC if rng.random() < 0.8 else KERNELS[rng.integers(len(KERNELS))])
    if rng.random() < 0.06:
        small = noisy(rng, small)
    if rng.random() < 0.45:
        small = through_jpeg(small, int(rng.integers(62, 95)), subsampled=rng.random() < 0.8)
    return np.asarray(small)


def noisy(rng, image):
    pixels = np.asarray(image, np.float32)
    channels = 3 if rng.random() < 0.6 else 1
    noise = rng.standard_normal((*pixels.shape[:2], channels), np.float32) * np.float32(rng.uniform(0.3, 2))
    return Image.fromarray(np.clip(pixels + noise + 0.5, 0, 255).astype(np.uint8))


def through_jpeg(image, quality, subsampled=True):
    """What is left of a picture after JPEG, with the colour halved (4:2:0) as most programs do."""
    bytes_ = io.BytesIO()
    image.save(bytes_, "JPEG", quality=quality, subsampling=2 if subsampled else 0)
    return Image.open(bytes_).convert("RGB")
