"""Bicubic interpolation as kernels of a convolution, and as sums of what the network hands on.

Source of the kernel: Keys, "Cubic convolution interpolation for digital image processing", 1981 (a = -1/2),
which Pillow's BICUBIC is, too.
"""

import torch

SCALE = 4
# What is handed on of each colour: the pixel itself and its second differences, across and down.
PASSED = torch.zeros(3, 3, 3)
PASSED[0, 1, 1] = 1
PASSED[1, 1] = PASSED[2, :, 1] = torch.tensor([1.0, -2.0, 1.0])


def bicubic_kernels():
    """The kernels [16, 5, 5] that give the 4 x 4 pixels of a square.

    Their outermost corners, 0.002 at most, are put to their neighbours, for no 3 x 3 convolution of what is
    handed on reaches them.
    """
    rows = torch.zeros(SCALE, 5)
    for place in range(SCALE):
        offset = (place + 0.5) / SCALE - 0.5
        for tap in range(5):
            rows[place, tap] = keys(abs(tap - 2 - offset))
    kernels = torch.einsum("ai,bj->abij", rows, rows).reshape(SCALE**2, 5, 5)
    for row, column in ((0, 0), (0, 4), (4, 0), (4, 4)):
        kernels[:, min(max(row, 1), 3), min(max(column, 1), 3)] += kernels[:, row, column]
        kernels[:, row, column] = 0
    return kernels


def keys(distance):
    if distance <= 1:
        return 1.5 * distance**3 - 2.5 * distance**2 + 1
    if distance < 2:
        return -0.5 * distance**3 + 2.5 * distance**2 - 4 * distance + 2
    return 0.0


def on_handed_on(kernels):
    """Returns [16, 3, 3, 3]: how to convolve the three things handed on to have the effect of [16, 5, 5] kernels."""
    effects = []
    for passed in PASSED:
        for row in range(3):
            for column in range(3):
                effect = torch.zeros(5, 5, dtype=torch.float64)
                effect[row : row + 3, column : column + 3] = passed
                effects.append(effect.flatten())
    wanted = kernels.double().reshape(len(kernels), 25).T
    found = torch.linalg.pinv(torch.stack(effects, 1)) @ wanted
    return found.T.reshape(len(kernels), 3, 3, 3).float()
