"""How near one picture is to another. Pictures are uint8 or float arrays [height, width, 3] of 0-255."""

import numpy as np
from scipy import ndimage

BORDER = 4


def channels(picture):
    """Y, Cb and Cr of JPEG (BT.601, full range), as float64 planes of 0-255."""
    red, green, blue = np.moveaxis(np.asarray(picture, np.float64), -1, 0)
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    return {"Y": luma, "Cb": (blue - luma) / 1.772, "Cr": (red - luma) / 1.402}


def psnr(one, other, border=BORDER):
    """Peak signal to noise in dB; the outermost pixels, where every method guesses, are left out."""
    inner = np.s_[border:-border, border:-border]
    error = np.mean((np.asarray(one, np.float64)[inner] - np.asarray(other, np.float64)[inner]) ** 2)
    return float("inf") if error == 0 else 10 * np.log10(255**2 / error)


def ssim(one, other, border=BORDER):
    """Structural similarity of two planes with a Gaussian window of sigma 1.5 (Wang et al., 2004)."""

    def mean(plane):
        return ndimage.gaussian_filter(plane, 1.5, truncate=3.5)

    x, y = (np.asarray(plane, np.float64) for plane in (one, other))
    mean_x, mean_y = mean(x), mean(y)
    var_x, var_y = mean(x * x) - mean_x**2, mean(y * y) - mean_y**2
    cov = mean(x * y) - mean_x * mean_y
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    value = ((2 * mean_x * mean_y + c1) * (2 * cov + c2)) / ((mean_x**2 + mean_y**2 + c1) * (var_x + var_y + c2))
    return float(value[border:-border, border:-border].mean())


def blockiness(plane, period=4):
    """Energy of the steps between neighbours across the lines of the 4 px grid, over that of all other steps.

    1 means that the grid cannot be seen; a picture of repeated pixels has all its steps on the lines.
    """
    on, off = [], []
    for steps in (np.diff(plane, axis=1), np.diff(plane, axis=0).T):
        energy = np.mean(np.asarray(steps, np.float64) ** 2, axis=0)
        is_line = np.arange(1, len(energy) + 1) % period == 0
        on.append(energy[is_line].mean())
        off.append(energy[~is_line].mean())
    return float((np.mean(on) + 1e-6) / (np.mean(off) + 1e-6))
