#!/usr/bin/python3
"""Tries how strong the trained part should be, by the tuning pictures: choose.py RUN FOLDER

Prints, for some strengths of its brightness and its colour, what would hold at worst. finish.py takes the pair.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from degradation import SCALE, through_jpeg
from evaluation_pictures import TUNING, fetch, pictures
from metrics import blockiness, channels, psnr, ssim
from network import LUMA, mean_of_run, with_upscaler

LUMAS, COLOURS = (0.55, 0.75), (0.5, 1.0)


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(2)
    fetch(options.folder, TUNING)
    network = mean_of_run(options.run)
    parts = with_upscaler(network, 0, 0), with_upscaler(network)
    found = [row for _, image in pictures(options.folder, TUNING) for row in rows(parts, image)]
    for pair in sorted({row[0] for row in found}):
        figures = [row[1] for row in found if row[0] == pair]
        mean = np.mean([one["y"] for one in figures])
        ends = [f"{name} {(max if 'blocks' in name else min)(one[name] for one in figures):.3f}" for name in figures[0]]
        print(f"luma {pair[0]} colour {pair[1]}: mean y {mean:.3f}, worst", *ends)


def rows(parts, image):
    """The figures of one picture for every pair of strengths."""
    small = image.resize((image.width // SCALE, image.height // SCALE), Image.BICUBIC)
    jpeg = through_jpeg(small, 75)
    clean, after = ([raw(part, source) for part in parts] for source in (small, jpeg))
    lanczos, bicubic, bicubic_jpeg = (
        np.asarray(source.resize(image.size, kernel))
        for source, kernel in ((small, Image.LANCZOS), (small, Image.BICUBIC), (jpeg, Image.BICUBIC))
    )
    truth = channels(image)
    for luma in LUMAS:
        for colour in COLOURS:
            ours, ours_jpeg = (mixed(*pair, luma, colour) for pair in (clean, after))
            planes, theirs = channels(ours), channels(bicubic)
            yield (luma, colour), {
                "y": psnr(planes["Y"], truth["Y"]) - psnr(channels(lanczos)["Y"], truth["Y"]),
                "ssim": ssim(planes["Y"], truth["Y"]) - ssim(channels(lanczos)["Y"], truth["Y"]),
                "rgb": psnr(ours, image) - psnr(bicubic, image),
                "cb": psnr(planes["Cb"], truth["Cb"]) - psnr(theirs["Cb"], truth["Cb"]),
                "cr": psnr(planes["Cr"], truth["Cr"]) - psnr(theirs["Cr"], truth["Cr"]),
                "jpeg": psnr(ours_jpeg, image) - psnr(bicubic_jpeg, image),
                "jpeg_y": psnr(channels(ours_jpeg)["Y"], truth["Y"]) - psnr(channels(bicubic_jpeg)["Y"], truth["Y"]),
                "blocks_y": blockiness(planes["Y"]),
                "blocks_c": max(blockiness(planes["Cb"]), blockiness(planes["Cr"])),
            }


def raw(network, image):
    planes = torch.from_numpy(np.asarray(image).copy()).permute(2, 0, 1)[None].float() / 255
    return network(planes)[0].permute(1, 2, 0).numpy()


def mixed(plain, whole, luma, colour):
    """What the whole network of these strengths gives."""
    added = whole - plain
    grey = (added @ np.array(LUMA, np.float32))[..., None]
    result = plain + colour * added + (luma - colour) * grey
    return np.clip(np.round(result * 255), 0, 255).astype(np.uint8)


if __name__ == "__main__":
    main()
