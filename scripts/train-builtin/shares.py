"""How much of each fit is added to the bicubic upscaler: shares.json, for luma, Cb and Cr apart.

What the last convolution makes of the channels that hand the picture on (sharpening) and of the trained ones
(edges) are shares of their own. Luma has one for the corners of the 4 x 4 pixels of a square, one for the rest
of their rim, and one for the four inside, since steps between squares are what shows as blocks.
"""

import json
from pathlib import Path

import torch

from handed_on import HANDED_ON
from network import SCALE, Network

SHARES = Path(__file__).with_name("shares.json")
KINDS = ("trained", "clean", "jpeg", "grain and jpeg", "all")
INPUTS = ("trained channels", "handed on")
PARTS = [f"{kind}, {inputs}" for kind in KINDS for inputs in INPUTS]
PLACES = 3  # corner, rim, inside
PLACE = [(row in (1, 2)) + (column in (1, 2)) for row in range(SCALE) for column in range(SCALE)]
TO_RGB = torch.tensor([[1, 0, 1.402], [1, -0.344136, -0.714136], [1, 1.772, 0]], dtype=torch.float64)


def load_fits(path):
    """Returns the network and what can be added: [parts, 3, 16, 289] for luma, Cb and Cr."""
    saved = torch.load(path)
    network = Network()
    network.load_state_dict(saved["network"])
    is_handed_on = torch.zeros(9 * network.body[-1].in_channels + 1, dtype=torch.float64)
    is_handed_on[: 9 * HANDED_ON] = 1
    fits = [saved["fits"][kind] for kind in KINDS]
    return network.eval(), torch.stack([fit * mask for fit in fits for mask in (1 - is_handed_on, is_handed_on)])


@torch.no_grad()
def with_shares(network, parts, shares):
    """Puts the sum of the parts into the last convolution."""
    luma, cb, cr = (torch.tensor(shares[name], dtype=torch.float64) for name in ("luma", "cb", "cr"))
    ycc = torch.stack(
        [
            torch.einsum("po,poi->oi", luma[:, PLACE], parts[:, 0]),
            torch.einsum("p,poi->oi", cb, parts[:, 1]),
            torch.einsum("p,poi->oi", cr, parts[:, 2]),
        ]
    )
    rows = torch.einsum("cd,doi->coi", TO_RGB, ycc).flatten(0, 1)
    last = network.body[-1]
    last.weight.copy_(rows[:, :-1].reshape(last.weight.shape))
    last.bias.copy_(rows[:, -1])
    return network


def load_shares(path=SHARES):
    """Luma [parts][corner, rim, inside], cb and cr [parts]."""
    saved = json.loads(path.read_text(encoding="utf-8"))
    return {name: [of_parts[part] for part in PARTS] for name, of_parts in saved.items()}


def save_shares(shares, path=SHARES):
    named = {name: dict(zip(PARTS, of_parts)) for name, of_parts in shares.items()}
    path.write_text(json.dumps(named, indent=2) + "\n", encoding="utf-8")
