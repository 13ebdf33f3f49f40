"""What must be known of a picture to tell its figures for any shares, without enlarging it again.

Every figure but SSIM is made of square errors and squared steps, and the result is a sum of parts by their
shares. So the products of all parts with each other, summed over the pixels, are enough. Rounding and clipping
are left out; evaluate.py has the last word.
"""

import numpy as np
import torch
from PIL import Image
from torch.nn import functional

from degradation import SCALE, through_jpeg
from metrics import BORDER, channels
from network import EDGE, bicubic
from refit import features_of, planes
from shares import PLACE, PLACES

PERIOD = 4
# By so much of a square level the rounding of red, green and blue is wrong on average.
ROUNDING = 1 / 12


@torch.no_grad()
def moments_of(network, parts, image):
    """The moments of one picture, enlarged from a clean quarter and from one after JPEG.

    `products` are means over pixels of the vectors' products, the vectors being the errors of the bicubic upscaler
    in Y, Cb and Cr, then what is added to Y (each part at each place), to Cb and to Cr. `steps` are the same of the
    steps across the lines of the grid, and of all others, of a plane and of what is added to it.
    """
    small = image.resize((image.width // SCALE, image.height // SCALE), Image.BICUBIC)
    truth = channels(image)
    found = {"lanczos": square(channels(small.resize(image.size, Image.LANCZOS))["Y"] - truth["Y"])}
    for kind, source in (("clean", small), ("jpeg", through_jpeg(small, 75))):
        plain, added = upscaled(network, parts, source)
        errors = [plain[name] - truth[name] for name in truth]
        everything = np.stack([*errors, *(plane for name in truth for plane in added[name])]).astype(np.float32)
        inner = np.ascontiguousarray(everything[:, BORDER:-BORDER, BORDER:-BORDER]).reshape(len(everything), -1)
        resized = np.asarray(source.resize(image.size, Image.BICUBIC))
        theirs = channels(resized)
        found[kind] = {
            "products": (inner @ inner.T).astype(np.float64) / inner.shape[1],
            "bicubic": {name: square(theirs[name] - truth[name]) for name in truth},
            "bicubic rgb": square(resized.astype(np.float64) - np.asarray(image)),
        }
        if kind == "clean":
            found["steps"] = {name: steps(np.stack([plain[name], *added[name]])) for name in truth}
    return found


def upscaled(network, parts, source):
    """Y, Cb and Cr of the bicubic upscaler, and lists of the planes that parts add to each, of 255."""
    picture = planes(np.asarray(source))
    wide = functional.pad(picture, [EDGE] * 4, mode="replicate")
    rows = parts.transpose(0, 1).flatten(0, 2).float()
    weights, bias = rows[:, :-1].unflatten(1, (-1, 3, 3)), rows[:, -1]
    result = functional.pixel_shuffle(functional.conv2d(features_of(network, wide), weights, bias, padding=1), SCALE)
    cut = SCALE * EDGE
    y, cb, cr = 255 * result[0, :, cut:-cut, cut:-cut].unflatten(0, (3, -1)).numpy()
    whole = 255 * bicubic(picture)[0].permute(1, 2, 0).numpy()
    places = np.array(PLACE).reshape(SCALE, SCALE)
    places = np.tile(places, (picture.shape[2], picture.shape[3]))
    at_places = [plane * (places == place) for plane in y for place in range(PLACES)]
    return channels(whole), {"Y": at_places, "Cb": list(cb), "Cr": list(cr)}


def steps(vectors):
    """Products of steps on the lines of the grid and off them, means of both directions."""
    both = []
    for axis in (2, 1):
        across = np.moveaxis(np.diff(vectors.astype(np.float32), axis=axis), axis, 1)
        is_line = np.arange(1, across.shape[1] + 1) % PERIOD == 0
        both.append([product_means(across[:, which]) for which in (is_line, ~is_line)])
    return np.mean(both, 0).astype(np.float64)


def product_means(vectors):
    flat = vectors.reshape(len(vectors), -1)
    return flat @ flat.T / flat.shape[1]


def square(error):
    """The mean square of a plane or picture without its border."""
    return np.mean(error[BORDER:-BORDER, BORDER:-BORDER] ** 2)
