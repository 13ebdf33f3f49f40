"""The loss that is trained for."""

import torch

# So small a mean square error, of 1, is as good as none: about half a level of 255.
LEAST = 4e-6
COLOUR, GRID = 0.3, 0.4
WEIGHTS = torch.tensor([1.0, COLOUR, COLOUR])
# The steps across the lines of the 4 px grid may have so many times the energy of the others, in luma and colour.
STEPS = torch.tensor([1.25, 1.5, 1.5])
PERIOD = 4


def loss_of(result, target):
    """The logarithm of the square error of luma and of colour, patch by patch, and a price for a visible grid.

    What is judged is decibels, picture by picture: a logarithm makes a tenth of a decibel in soft fur worth as
    much as in hard edges. Squares make the network give the mean of what is possible; an absolute error gives
    the median, which has no grain.
    """
    ours, theirs = ycc(result), ycc(target)
    return LogSquares.apply(ours, theirs) + GRID * grid_loss(ours)


def ycc(picture):
    """Y, Cb and Cr of JPEG without their offset."""
    return torch.matmul(MATRIX, picture.contiguous().flatten(2)).view(picture.shape)


MATRIX = torch.tensor([[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]])


class LogSquares(torch.autograd.Function):
    """The mean over patches of the weighed logarithms of their planes' mean square errors."""

    @staticmethod
    def forward(ctx, ours, theirs):
        error = ours - theirs
        pixels = error[0, 0].numel()
        squares = error.flatten(2).square().mean(2) + LEAST
        ctx.save_for_backward(error.mul_((2 * WEIGHTS / squares / (pixels * len(error)))[..., None, None]))
        return (squares.log() * WEIGHTS).sum(1).mean()

    @staticmethod
    def backward(ctx, gradient):
        return ctx.saved_tensors[0] * gradient, None


def grid_loss(planes, least=2e-6):
    """By how much the logarithm of grid steps' energy over other steps' is too high, over all patches."""
    on, off = 0, 0
    for down in (False, True):
        energy = StepEnergy.apply(planes, down)
        is_line = torch.arange(1, energy.shape[-1] + 1) % PERIOD == 0
        on, off = on + energy[..., is_line].mean(-1), off + energy[..., ~is_line].mean(-1)
    ratio = ((on + least) / (off + least)).log()
    return (ratio - STEPS.log()).relu().mean(0).sum()


class StepEnergy(torch.autograd.Function):
    """The mean squares [patches, planes, length - 1] of the steps from each column to the next, or from row to row."""

    @staticmethod
    def forward(ctx, planes, down):
        steps = planes[:, :, 1:] - planes[:, :, :-1] if down else planes[..., 1:] - planes[..., :-1]
        ctx.save_for_backward(steps)
        ctx.down = down
        return steps.square().mean(3 if down else 2)

    @staticmethod
    def backward(ctx, gradient):
        [steps] = ctx.saved_tensors
        slope = steps * (gradient * (2 / steps.shape[3 if ctx.down else 2])).unsqueeze(3 if ctx.down else 2)
        whole = steps.new_zeros(*steps.shape[:2], *[max(steps.shape[2:])] * 2)
        later, earlier = (whole[:, :, 1:], whole[:, :, :-1]) if ctx.down else (whole[..., 1:], whole[..., :-1])
        later += slope
        earlier -= slope
        return whole, None
