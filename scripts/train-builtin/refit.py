#!/usr/bin/python3
"""Fits the last convolution anew, by least squares on drawn pictures: refit.py RUN PICTURES FITS.pt

The last convolution is linear in what comes before it, so the best one for a kind of picture is the solution of
a system of 289 equations. FITS.pt gets several, which add what is trained to the bicubic upscaler in different
ways: shares.py adds them up.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageFilter
from scipy.ndimage import gaussian_filter
from torch.nn import functional

from degradation import through_jpeg
from losses import LEAST, MATRIX, ycc
from network import FEATURES, SCALE, bicubic, mean_of_run
from patches import FLAT, MARGIN, PATCH, cut, turned, window

SEED, PAIRS, RIDGE = [77, 1], 500, 3e-5
# What is drawn is judged as it is and after JPEG, and so are pictures under grain, many of them dark or blurred.
KINDS = {"clean": (False, False), "jpeg": (True, False), "grain": (False, True), "grain and jpeg": (True, True)}
# Patches lie in a picture, not at its border: what sees the zeros outside is left out.
INNER = 6
INPUTS = FEATURES * 9
STRENGTH = 0.75


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    network = mean_of_run(options.run).eval()
    drawn = [np.asarray(Image.open(path).convert("RGB")) for path in sorted(options.pictures.glob("*.png"))]
    systems = {kind: system_of(network, drawn, *how) for kind, how in KINDS.items()}
    everything = tuple(sum(sides) for sides in zip(*systems.values()))
    fits = {kind: solved(*system) for kind, system in {**systems, "all": everything}.items()}
    torch.save({"network": network.state_dict(), "fits": {"trained": last_of(network), **fits}}, options.out)


@torch.no_grad()
def system_of(network, drawn, is_jpeg, is_grainy):
    """Returns the normal equations [3, 289, 289] and [3, 289, 16] of luma, Cb and Cr.

    A patch counts by the inverse of its error, as in the loss: decibels are what is judged.
    """
    rng = np.random.default_rng(SEED)
    left = torch.zeros(3, INPUTS + 1, INPUTS + 1, dtype=torch.float64)
    right = torch.zeros(3, INPUTS + 1, SCALE**2, dtype=torch.float64)
    for _ in range(PAIRS):
        small, large = (planes(side) for side in pair(rng, drawn, is_jpeg, is_grainy))
        features = features_of(network, small)
        missing = large - bicubic(small)
        added = STRENGTH * functional.pixel_shuffle(network.body[-1](features), SCALE)
        edge = 4 * INNER
        errors = ycc(missing - added)[..., edge:-edge, edge:-edge].square().mean((0, 2, 3)) + LEAST
        seen = functional.unfold(features[..., INNER - 1 : 1 - INNER, INNER - 1 : 1 - INNER].contiguous(), 3)[0]
        seen = torch.cat([seen, torch.ones(1, seen.shape[1])])
        wanted = functional.pixel_unshuffle(ycc(missing), SCALE)[0].unflatten(0, (3, SCALE**2))
        wanted = wanted[..., INNER:-INNER, INNER:-INNER].flatten(2)
        weights = (1 / errors / seen.shape[1]).double()
        left += weights[:, None, None] * (seen @ seen.T).double()
        right += weights[:, None, None] * torch.einsum("in,con->cio", seen, wanted).double()
    return left, right


def solved(left, right):
    """Returns [3, 16, 289]: the least squares solutions, held back a little."""
    held = RIDGE * left.diagonal(dim1=1, dim2=2)[:, :INPUTS].mean(1)
    identity = torch.eye(INPUTS + 1, dtype=torch.float64)
    identity[INPUTS, INPUTS] = 0
    return torch.linalg.solve(left + held[:, None, None] * identity, right).transpose(1, 2)


@torch.no_grad()
def last_of(network):
    """Returns what was trained in the same form [3, 16, 289]: luma, Cb, Cr of 16 pixels by features and bias."""
    last = network.body[-1]
    rows = torch.cat([last.weight.flatten(1), last.bias[:, None]], 1).double()
    return torch.einsum("cd,doi->coi", MATRIX.double(), rows.unflatten(0, (3, SCALE**2)))


def features_of(network, picture):
    """What the last convolution sees."""
    features = picture.contiguous(memory_format=torch.channels_last)
    for layer in network.body[:-1]:
        features = layer(features)
    return features


def planes(picture):
    return torch.from_numpy(np.array(picture)).permute(2, 0, 1)[None].float() / 255


def pair(rng, drawn, is_jpeg, is_grainy):
    """One small patch and its target; most flat ones are passed over."""
    while True:
        region = cut(rng, drawn[rng.integers(len(drawn))], SCALE * (PATCH + MARGIN))
        if region[::4, ::4].std(axis=(0, 1)).max() >= FLAT or rng.random() >= 0.85:
            break
    large = turned(rng, region[:, :, rng.permutation(3)] if rng.random() < 0.5 else region)
    large = Image.fromarray(np.ascontiguousarray(grainy(rng, large) if is_grainy else large))
    small = large.resize((large.width // SCALE, large.height // SCALE), Image.BICUBIC)
    if is_jpeg:
        small = through_jpeg(small, int(rng.integers(68, 86)), subsampled=rng.random() < 0.9)
    top, left = (int(place) for place in rng.integers(0, MARGIN + 1, 2))
    target = window(np.asarray(large), SCALE * top, SCALE * left, SCALE * PATCH)
    return window(np.asarray(small), top, left, PATCH), target


def grainy(rng, picture):
    """The picture under grain of 2-12 levels, coarse more often than fine; most are darker, half out of focus."""
    pixels = picture.astype(np.float32)
    if rng.random() < 0.6:
        pixels = pixels * rng.uniform(0.25, 0.8)
    strength = rng.uniform(2, 12)
    grain = rng.standard_normal(pixels.shape[:2]).astype(np.float32)
    if rng.random() < 0.7:
        grain = gaussian_filter(grain, rng.uniform(0.5, 2.5))
        grain /= grain.std()
    if rng.random() < 0.5:
        blur = ImageFilter.GaussianBlur(rng.uniform(1, 4))
        pixels = np.asarray(Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).filter(blur), np.float32)
    return np.clip(pixels + strength * grain[..., None] + 0.5, 0, 255).astype(np.uint8)


if __name__ == "__main__":
    main()
