"""The network, in the shape of SRVGGNetCompact (realesrgan/archs/srvgg_arch.py), and where its training starts."""

import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional

FEATURES, CONVOLUTIONS, SCALE = 32, 10, 4


class Network(nn.Module):
    """A chain of 3x3 convolutions with PReLU; what comes out is added to the picture repeated 4 x 4."""

    def __init__(self):
        super().__init__()
        layers = [nn.Conv2d(3, FEATURES, 3, 1, 1), nn.PReLU(FEATURES)]
        for _ in range(CONVOLUTIONS):
            layers += [nn.Conv2d(FEATURES, FEATURES, 3, 1, 1), nn.PReLU(FEATURES)]
        layers.append(nn.Conv2d(FEATURES, 3 * SCALE**2, 3, 1, 1))
        self.body = nn.ModuleList(layers)

    def forward(self, picture):
        return self.residual(picture) + repeat(picture)

    def residual(self, picture):
        """What is added to the repeated picture."""
        features = picture
        for layer in self.body:
            features = layer(features)
        return functional.pixel_shuffle(features, SCALE)


def repeat(picture):
    return functional.interpolate(picture, scale_factor=SCALE, mode="nearest")


@torch.no_grad()
def start_bilinear(network, seed, noise=0.1):
    """Makes an exact bilinear upscaler of a network, but for small random weights that give it room to learn.

    Three channels hand the picture through every layer (PReLU slope 1 is the identity), and the last
    convolution makes of it what bilinear interpolation adds to repeated pixels. From random weights such a
    network learns brightness first and keeps coloured squares of 4 x 4 pixels.
    """
    generator = torch.Generator().manual_seed(seed)
    convolutions = [layer for layer in network.body if isinstance(layer, nn.Conv2d)]
    for layer in convolutions:
        fan = layer.weight.shape[1] * 9
        layer.weight.normal_(0, (2 / fan) ** 0.5, generator=generator)
        layer.bias.zero_()
    for layer in convolutions[:-1]:
        layer.weight[:3] = 0
        for channel in range(3):
            layer.weight[channel, channel, 1, 1] = 1
    for layer in network.body:
        if isinstance(layer, nn.PReLU):
            layer.weight.fill_(0.1)
            layer.weight[:3] = 1
    last = convolutions[-1].weight
    last *= noise / 10
    last[:, :3] = 0
    for channel in range(3):
        last[channel * SCALE**2 : (channel + 1) * SCALE**2, channel] = bilinear_minus_nearest()
    return network


def bilinear_minus_nearest():
    """The kernels [16, 3, 3] that give the 4 x 4 pixels of a square, less its own pixel."""
    rows = torch.zeros(SCALE, 3)
    for place in range(SCALE):
        offset = (place + 0.5) / SCALE - 0.5
        rows[place, 1] = 1 - abs(offset)
        rows[place, 0 if offset < 0 else 2] = abs(offset)
    kernels = torch.einsum("ai,bj->abij", rows, rows).reshape(SCALE**2, 3, 3)
    kernels[:, 1, 1] -= 1
    return kernels


def load_network(path):
    """Reads a trained file, .pth or .onnx, ready to use."""
    network = Network()
    network.load_state_dict(weights_of_onnx(path) if path.suffix == ".onnx" else torch.load(path)["params"])
    return network.eval()


def weights_of_onnx(path):
    """The converter keeps the tensors' names; the slopes of PReLU have two more dimensions there."""
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(str(path)).graph.initializer}
    network = Network().state_dict()
    return {name: torch.tensor(tensors[name]).reshape(like.shape) for name, like in network.items()}


@torch.no_grad()
def enlarge(network, picture):
    """Enlarges a uint8 picture [height, width, 3], rounding as the product does."""
    planes = torch.from_numpy(picture.copy()).permute(2, 0, 1)[None].float() / 255
    result = network(planes.contiguous(memory_format=torch.channels_last))
    return (result.clamp(0, 1) * 255).round().byte()[0].permute(1, 2, 0).contiguous().numpy()
