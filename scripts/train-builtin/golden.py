#!/usr/bin/python3
"""Writes what PyTorch makes of a drawn picture, to compare the product with: golden.py MODEL FOLDER"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image

from drawing.picture import draw_picture
from network import enlarge, load_network
from pictures import DEVELOPMENT_SEED


def main(model, folder):
    small = draw_picture(DEVELOPMENT_SEED, 3).resize((128, 128), Image.BICUBIC).crop((20, 40, 68, 76))
    folder.mkdir(parents=True, exist_ok=True)
    small.save(folder / "small.png")
    Image.fromarray(enlarge(load_network(model), np.asarray(small))).save(folder / "enlarged.png")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:3]))
