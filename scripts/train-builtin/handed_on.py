"""The channels that hand the picture through all layers unchanged, for the last convolution to see it."""

import torch

from bicubic import PASSED

HANDED_ON = 3 * len(PASSED)


@torch.no_grad()
def hand_on(convolutions, slopes):
    """Makes the first channels hand on what bicubic interpolation needs: red, green, blue of each thing PASSED.

    A PReLU of slope 1 is the identity. Nothing is taken from these channels' place in the last convolution.
    """
    first, *others = convolutions
    for number, kernel in enumerate(PASSED):
        for colour in range(3):
            channel = 3 * number + colour
            first.weight[channel] = 0
            first.weight[channel, colour] = kernel
    for layer in others[:-1]:
        layer.weight[:HANDED_ON] = 0
        for channel in range(HANDED_ON):
            layer.weight[channel, channel, 1, 1] = 1
    for layer in slopes:
        layer.weight[:HANDED_ON] = 1


def is_trained(name, tensor, last):
    """A mask of 1 and 0 of a parameter's shape: what hands on is never trained."""
    mask = torch.ones_like(tensor)
    if not name.startswith(f"body.{last}."):
        mask[:HANDED_ON] = 0
    return mask
