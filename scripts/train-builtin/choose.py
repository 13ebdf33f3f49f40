#!/usr/bin/python3
"""Chooses the shares of the fits by the tuning pictures, and writes shares.json: choose.py FITS.pt FOLDER

Prints how the demands hold at worst, rounding and SSIM apart.
"""

import argparse
from pathlib import Path

import torch

from evaluation_pictures import TUNING, fetch, pictures
from moments import moments_of
from search import DEMANDS, search
from shares import SHARES, load_fits, save_shares


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fits", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=SHARES)
    options = parser.parse_args()
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)
    fetch(options.folder, TUNING)
    network, parts = load_fits(options.fits)
    names, moments = [], []
    for entry, image in pictures(options.folder, TUNING):
        names.append(entry["name"])
        moments.append(moments_of(network, parts, image))
    shares, figures = search(moments, len(parts))
    for name, (demand, margin) in DEMANDS.items():
        worst = min(range(len(names)), key=lambda one: (figures[name][one] - demand) / margin)
        print(f"{name}: mean {figures[name].mean():.3f}, worst {figures[name][worst]:.3f} ({names[worst]})")
    save_shares(shares, options.out)


if __name__ == "__main__":
    main()
