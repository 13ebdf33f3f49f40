"""The loss that is trained for."""

import torch

SOFTNESS = 1e-3
CORNERS, CORNER = 0.05, 8


def loss_of(result, target):
    """Charbonnier on the colours and on their differences: without these, faults of colour cost next to nothing."""
    error = result - target
    return colour_loss(error) + CORNERS * colour_loss(corners_of(error))


def colour_loss(error):
    return Charbonnier.apply(error) + Charbonnier.apply(error[:, 0::2] - error[:, 1:2])


def corners_of(error):
    """The corners of each patch, where two borders meet: too few pixels to be learnt well without a weight."""
    sides = (slice(None, CORNER), slice(-CORNER, None))
    return torch.cat([error[:, :, rows, columns] for rows in sides for columns in sides])


class Charbonnier(torch.autograd.Function):
    """The mean of sqrt(error^2 + softness^2); its slope is worked out at once, which saves an eighth of a step."""

    @staticmethod
    def forward(ctx, error):
        distance = torch.addcmul(torch.tensor(SOFTNESS**2), error, error).sqrt_()
        ctx.save_for_backward(error.div(distance).mul_(1 / error.numel()))
        return distance.mean()

    @staticmethod
    def backward(ctx, gradient):
        return ctx.saved_tensors[0] * gradient
