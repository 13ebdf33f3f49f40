#!/usr/bin/python3
"""Writes the finished network: finish.py FITS.pt OUT.pth

FITS.pt comes from refit.py; shares.json says how much of each fit is added to the bicubic upscaler.
"""

import argparse
from pathlib import Path

from network import save_network, with_upscaler
from shares import load_fits, load_shares, with_shares

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fits", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    save_network(with_upscaler(with_shares(*load_fits(options.fits), load_shares())), options.out)
