"""What to look at during training: drawn pictures that are not trained on. No real picture has a say here."""

import numpy as np
from PIL import Image

from degradation import through_jpeg
from metrics import blockiness, channels, psnr
from network import SCALE, enlarge


def development_score(network, folder):
    """One line: gain in luma over Lanczos, in colour over bicubic, after JPEG, blockiness, and flat colours."""
    rows = [score(network, Image.open(path).convert("RGB")) for path in sorted(folder.glob("*.png"))]
    means = {name: np.mean([row[name] for row in rows]) for name in rows[0]}
    worst = max(flat_error(network, colour) for colour in FLAT_COLOURS)
    return " ".join(f"{name} {value:.3f}" for name, value in {**means, "flat": worst}.items())


def score(network, image):
    size = (image.width // SCALE, image.height // SCALE)
    small = image.resize(size, Image.BICUBIC)
    after_jpeg = through_jpeg(small, 75)
    truth = channels(image)
    ours, lanczos, bicubic = (
        channels(enlarge(network, np.asarray(small))),
        channels(small.resize(image.size, Image.LANCZOS)),
        channels(small.resize(image.size, Image.BICUBIC)),
    )
    jpeg = channels(enlarge(network, np.asarray(after_jpeg)))
    jpeg_bicubic = channels(after_jpeg.resize(image.size, Image.BICUBIC))
    return {
        "Y-lanczos": psnr(ours["Y"], truth["Y"]) - psnr(lanczos["Y"], truth["Y"]),
        "Cb-bicubic": psnr(ours["Cb"], truth["Cb"]) - psnr(bicubic["Cb"], truth["Cb"]),
        "Cr-bicubic": psnr(ours["Cr"], truth["Cr"]) - psnr(bicubic["Cr"], truth["Cr"]),
        "jpeg75-bicubic": psnr(jpeg["Y"], truth["Y"]) - psnr(jpeg_bicubic["Y"], truth["Y"]),
        "blocks-Y": blockiness(ours["Y"]),
        "blocks-C": max(blockiness(ours["Cb"]), blockiness(ours["Cr"])),
    }


FLAT_COLOURS = [
    (0, 0, 0), (255, 255, 255), (128, 128, 128), (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0),
    (0, 255, 255), (255, 0, 255), (200, 150, 120), (40, 60, 90), (135, 190, 235), (250, 250, 245), (12, 10, 14),
]  # fmt: skip


def flat_error(network, colour):
    """How far a picture of one colour is from it at its worst pixel, its border included."""
    picture = np.full((48, 48, 3), colour, np.uint8)
    return int(np.abs(enlarge(network, picture).astype(int) - np.array(colour)).max())
