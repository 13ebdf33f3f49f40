#!/usr/bin/python3
"""Judges the model by real pictures: evaluate.py FOLDER [--tuning]. Ends with 1 when something does not hold.

FOLDER is where evaluation_pictures.py puts the pictures; those that are missing are fetched. The model is the
committed ONNX file, or a .pth file of train.py.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from degradation import SCALE, through_jpeg
from development import FLAT_COLOURS, flat_error
from evaluation_pictures import EVALUATION, TUNING, fetch, pictures
from metrics import blockiness, channels, psnr, ssim
from network import enlarge, load_network

MODEL = Path(__file__).parents[2] / "weights" / "stockroom-x4.onnx"
ROUNDING = 1e-6


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--tuning", action="store_true", help="judge by the pictures to choose by")
    parser.add_argument("--results", type=Path, help="keep the enlarged pictures here, to look at")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    which = TUNING if options.tuning else EVALUATION
    fetch(options.folder, which)
    network = load_network(options.model)
    rows = [judged(network, entry, image, options.results) for entry, image in pictures(options.folder, which)]
    flat = {colour: flat_error(network, colour) for colour in FLAT_COLOURS}
    print(table(rows))
    verdicts = requirements(rows, flat)
    print("\n".join(f"{'holds ' if holds else 'FAILS '} {words}" for words, holds in verdicts))
    raise SystemExit(0 if all(holds for _, holds in verdicts) else 1)


def judged(network, entry, image, results):
    """All figures of one picture: gains over what a plain resize gives, in dB, and blockiness."""
    small = image.resize((image.width // SCALE, image.height // SCALE), Image.BICUBIC)
    after_jpeg = through_jpeg(small, 75)
    ours, ours_jpeg = enlarge(network, np.asarray(small)), enlarge(network, np.asarray(after_jpeg))
    if results:
        keep(results, entry["name"], {"ours": ours, "jpeg": ours_jpeg, "small": small, "truth": image})
    lanczos, bicubic, bicubic_jpeg = (
        np.asarray(source.resize(image.size, kernel))
        for source, kernel in ((small, Image.LANCZOS), (small, Image.BICUBIC), (after_jpeg, Image.BICUBIC))
    )
    y, planes = channels(image)["Y"], channels(ours)
    return {
        **{"name": entry["name"], "psnr": psnr(planes["Y"], y), "ssim": ssim(planes["Y"], y)},
        "y": psnr(planes["Y"], y) - psnr(channels(lanczos)["Y"], y),
        "ssim_gain": ssim(planes["Y"], y) - ssim(channels(lanczos)["Y"], y),
        "rgb": psnr(ours, image) - psnr(bicubic, image),
        **{name.lower(): chroma_gain(name, ours, bicubic, image) for name in ("Cb", "Cr")},
        "jpeg": psnr(ours_jpeg, image) - psnr(bicubic_jpeg, image),
        "jpeg_y": psnr(channels(ours_jpeg)["Y"], y) - psnr(channels(bicubic_jpeg)["Y"], y),
        "blocks_y": blockiness(planes["Y"]),
        "blocks_c": max(blockiness(planes["Cb"]), blockiness(planes["Cr"])),
    }


def chroma_gain(name, ours, bicubic, truth):
    plane = channels(truth)[name]
    return psnr(channels(ours)[name], plane) - psnr(channels(bicubic)[name], plane)


def keep(folder, name, images):
    folder.mkdir(parents=True, exist_ok=True)
    for kind, image in images.items():
        Image.fromarray(np.asarray(image)).save(folder / f"{name}-{kind}.png")


def requirements(rows, flat):
    """What must hold, each in words with its figure."""
    mean = np.mean([row["y"] for row in rows])
    least = [
        ("luma over Lanczos, mean, dB", mean, 0.5),
        ("luma over Lanczos, worst picture, dB", worst(rows, "y"), 0.1),
        ("SSIM over Lanczos, worst picture", worst(rows, "ssim_gain"), 0.0),
        ("RGB over bicubic, worst picture, dB", worst(rows, "rgb"), 0.0),
        ("Cb over bicubic, worst picture, dB", worst(rows, "cb"), 0.0),
        ("Cr over bicubic, worst picture, dB", worst(rows, "cr"), 0.0),
        ("RGB over bicubic after JPEG 75, worst picture, dB", worst(rows, "jpeg"), 0.0),
        ("luma over bicubic after JPEG 75, worst picture, dB", worst(rows, "jpeg_y"), 0.0),
    ]
    most = [
        ("4 px blockiness of luma", max(row["blocks_y"] for row in rows), 1.45),
        ("4 px blockiness of colour", max(row["blocks_c"] for row in rows), 1.8),
        ("flat colours, largest error of 255", max(flat.values()), 2),
    ]
    return [
        *((f"{words}: {value:.3f}, at least {limit}", value >= limit - ROUNDING) for words, value, limit in least),
        *((f"{words}: {value:.3f}, at most {limit}", value <= limit + ROUNDING) for words, value, limit in most),
    ]


def worst(rows, name):
    return min(row[name] for row in rows)


COLUMNS = {
    "psnr": "luma PSNR", "y": "over Lanczos", "ssim": "SSIM", "ssim_gain": "over Lanczos",
    "rgb": "RGB over bicubic", "cb": "Cb", "cr": "Cr", "jpeg": "JPEG 75, RGB", "jpeg_y": "JPEG 75, luma",
    "blocks_y": "blocks, luma", "blocks_c": "blocks, colour",
}  # fmt: skip


def table(rows):
    """The figures in Markdown, as the model card has them."""
    means = {"name": "**mean**", **{name: np.mean([row[name] for row in rows]) for name in COLUMNS}}
    head = ["picture", *COLUMNS.values()]
    lines = [head, ["---", *("---:" for _ in COLUMNS)], *(cells(row) for row in [*rows, means])]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def cells(row):
    return [row["name"], *(f"{row[name]:.4f}" if "ssim" in name else f"{row[name]:.2f}" for name in COLUMNS)]


if __name__ == "__main__":
    main()
