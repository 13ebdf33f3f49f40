#!/usr/bin/python3
"""Writes what PyTorch makes of a drawn picture, to compare the product with: golden.py MODEL FOLDER"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image

from drawing.picture import draw_picture
from network import SCALE, enlarge, load_network
from pictures import DEVELOPMENT_SEED


def main(model, folder):
    picture = draw_picture(DEVELOPMENT_SEED, 3)
    left, top, right, bottom = 20, 40, 68, 76
    small = picture.resize((128, 128), Image.BICUBIC).crop((left, top, right, bottom))
    folder.mkdir(parents=True, exist_ok=True)
    small.save(folder / "small.png")
    picture.crop(tuple(SCALE * side for side in (left, top, right, bottom))).save(folder / "truth.png")
    Image.fromarray(enlarge(load_network(model), np.asarray(small))).save(folder / "enlarged.png")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:3]))
