#!/usr/bin/python3
"""Draws the pictures to train on: pictures.py FOLDER --count 1200 --seed 1"""

import argparse
import os
from multiprocessing import Pool
from pathlib import Path

from drawing.picture import draw_picture

# The pictures of this seed are for looking at while developing; no training picture is among them.
DEVELOPMENT_SEED = 9001


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    wanted = [(options.folder, options.seed, index) for index in range(options.count)]
    with Pool(options.jobs) as pool:
        for done, _ in enumerate(pool.imap_unordered(draw_to_file, wanted, chunksize=4), 1):
            if done % 100 == 0 or done == options.count:
                print(f"{done} of {options.count} pictures", flush=True)


def draw_to_file(wanted):
    folder, seed, index = wanted
    path = folder / f"{seed}-{index:05}.png"
    if path.exists():
        return
    part = path.with_suffix(".part")
    draw_picture(seed, index).save(part, "PNG", compress_level=1)
    part.rename(path)


if __name__ == "__main__":
    main()
