#!/usr/bin/python3
"""Writes the finished network: finish.py RUN OUT.pth --luma 1 --colour 1

The numbers say how much of its brightness and its colour the trained part may add to the bicubic upscaler.
"""

import argparse
from pathlib import Path

from network import mean_of_run, save_network, with_upscaler

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--luma", type=float, default=1)
    parser.add_argument("--colour", type=float, default=1)
    options = parser.parse_args()
    save_network(with_upscaler(mean_of_run(options.run), options.luma, options.colour), options.out)
