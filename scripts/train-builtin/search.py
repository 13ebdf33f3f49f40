"""Searches the shares by which all demands hold with the widest margin, from the moments of many pictures."""

import numpy as np
import torch
from scipy.optimize import minimize

from moments import ROUNDING
from shares import PLACES, TO_RGB

# What is demanded of each figure, and the margin that is as good as another's: figures that differ more from
# picture to picture need more.
DEMANDS = {
    "y": (0.1, 0.06), "rgb": (0, 0.15), "cb": (0, 0.15), "cr": (0, 0.15), "jpeg": (0, 0.04), "jpeg_y": (0, 0.04),
    "blocks_y": (1.45, -0.06), "blocks_c": (1.8, -0.15),
}  # fmt: skip
# How hard the worst margins count, what decibels count beside them on average, and what leaving the start costs.
SOFTNESS, GAIN_Y, GAIN_COLOUR, HOLD = 0.12, 0.2, 0.3, 0.01
START_Y, START_COLOUR = 0.68, 0.4
ROUNDING_Y, ROUNDING_COLOUR = 0.447 * ROUNDING, 0.4 * ROUNDING


def search(moments, count):
    """Returns shares of `count` parts, as finish.py takes them, and the figures of all pictures with them."""
    known = stacked(moments)
    start = np.zeros((PLACES + 2) * count)
    start[: 2 * PLACES] = START_Y  # the first two parts are what was trained
    for colour in (PLACES * count, (PLACES + 1) * count):
        start[colour : colour + 2] = START_COLOUR

    def cost(values):
        shares = torch.tensor(values, requires_grad=True)
        total = cost_of(figures(known, shares, count)) + HOLD * (shares - torch.tensor(start)).square().sum()
        total.backward()
        return total.item(), shares.grad.numpy()

    found = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    luma, cb, cr = np.split(found.round(6), [PLACES * count, (PLACES + 1) * count])
    shares = {"luma": luma.reshape(count, PLACES).tolist(), "cb": cb.tolist(), "cr": cr.tolist()}
    return shares, {name: values.numpy() for name, values in figures(known, torch.tensor(found), count).items()}


def cost_of(found):
    margins = torch.cat([(found[name] - demand) / margin for name, (demand, margin) in DEMANDS.items()])
    worst = -SOFTNESS * torch.logsumexp(-margins / SOFTNESS, 0)
    return -worst - GAIN_Y * found["y"].mean() - GAIN_COLOUR * (found["cb"].mean() + found["cr"].mean())


def figures(known, shares, count):
    """The figures of evaluate.py but SSIM, for every picture."""
    luma, cb, cr = shares.split([PLACES * count, count, count])
    vectors = torch.cat([torch.eye(3, dtype=torch.float64), torch.block_diag(luma, cb, cr)], 1)
    clean, jpeg = known["clean"], known["jpeg"]
    y, cb_error, cr_error = (energy(clean["products"], vector) for vector in vectors)
    blocks = [blockiness(known["steps"][name], own) for name, own in zip(("Y", "Cb", "Cr"), (luma, cb, cr))]
    return {
        "y": decibels(known["lanczos"], y + ROUNDING_Y),
        "rgb": decibels(clean["bicubic rgb"], rgb_error(clean["products"], vectors)),
        "cb": decibels(clean["bicubic"]["Cb"], cb_error + ROUNDING_COLOUR),
        "cr": decibels(clean["bicubic"]["Cr"], cr_error + ROUNDING_COLOUR),
        "jpeg": decibels(jpeg["bicubic rgb"], rgb_error(jpeg["products"], vectors)),
        "jpeg_y": decibels(jpeg["bicubic"]["Y"], energy(jpeg["products"], vectors[0]) + ROUNDING_Y),
        "blocks_y": blocks[0],
        "blocks_c": torch.maximum(*blocks[1:]),
    }


def rgb_error(products, vectors):
    return sum(energy(products, colour @ vectors) for colour in TO_RGB) / 3 + ROUNDING


def blockiness(steps, shares):
    vector = torch.cat([torch.ones(1, dtype=torch.float64), shares])
    return (energy(steps[:, 0], vector) + 1e-6) / (energy(steps[:, 1], vector) + 1e-6)


def energy(products, vector):
    return torch.einsum("i,nij,j->n", vector, products, vector)


def decibels(theirs, ours):
    return 10 * torch.log10(theirs / ours)


def stacked(moments):
    """The same tree, with all pictures' numbers in one tensor at each leaf."""
    first = moments[0]
    if isinstance(first, dict):
        return {name: stacked([one[name] for one in moments]) for name in first}
    return torch.tensor(np.stack(moments), dtype=torch.float64)
