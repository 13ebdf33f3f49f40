#!/usr/bin/python3
"""Fetches real pictures: evaluation_pictures.py FOLDER [--tuning]

The model is judged by those of evaluation-pictures.json, which have no say in how it is made; those of
tuning-pictures.json help to choose. They come out of Debian packages, which are unpacked below the folder
and not installed. Every one is compared with its SHA-256.
"""

import argparse
import hashlib
import json
import subprocess
from pathlib import Path

from PIL import Image

EVALUATION, TUNING = (Path(__file__).with_name(f"{name}-pictures.json") for name in ("evaluation", "tuning"))
LONGEST, MULTIPLE = 1024, 4


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tuning", action="store_true", help="the pictures to choose by")
    options = parser.parse_args()
    fetch(options.folder, TUNING if options.tuning else EVALUATION)


def fetch(folder, which):
    """Downloads and unpacks what is missing; stops at a picture that is not the one it was."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in entries(which):
        if not (folder / entry["file"]).exists():
            subprocess.run(["apt-get", "download", entry["package"]], cwd=folder, check=True)
            [archive] = folder.glob(f"{entry['package']}_*.deb")
            subprocess.run(["dpkg", "-x", archive.name, "."], cwd=folder, check=True)
        check(folder / entry["file"], entry["sha256"])


def check(path, sha256):
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise SystemExit(f"{path} is not the picture that the list names: another version of its package?")


def entries(which):
    return json.loads(which.read_text(encoding="utf-8"))


def pictures(folder, which):
    """Yields each entry with its picture: on white, at most 1024 pixels long, its sides multiples of four."""
    for entry in entries(which):
        image = Image.open(folder / entry["file"]).convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        yield entry, cropped(reduced(Image.alpha_composite(white, image).convert("RGB")))


def reduced(image):
    factor = LONGEST / max(image.size)
    if factor >= 1:
        return image
    return image.resize(tuple(round(length * factor) for length in image.size), Image.BICUBIC)


def cropped(image):
    return image.crop((0, 0, *(length - length % MULTIPLE for length in image.size)))


if __name__ == "__main__":
    main()
