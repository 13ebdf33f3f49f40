"""The network, in the shape of SRVGGNetCompact (realesrgan/archs/srvgg_arch.py), with a bicubic upscaler built into it."""

import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional

from bicubic import bicubic_kernels, on_handed_on
from handed_on import HANDED_ON, hand_on, is_trained

FEATURES, CONVOLUTIONS, SCALE = 32, 10, 4
# The built-in upscaler looks so many pixels far.
REACH = 2
# A picture is continued by so many of its outermost pixels before it is enlarged, so that the upscaler never sees
# the zeros outside. Two more keep what the trained part makes of those zeros out of the picture's corners.
EDGE = 4


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
        """What the product makes of a picture."""
        wide = functional.pad(picture, [EDGE] * 4, mode="replicate")
        result = self.added(wide) + functional.interpolate(wide, scale_factor=SCALE, mode="nearest")
        return result[:, :, SCALE * EDGE : -SCALE * EDGE, SCALE * EDGE : -SCALE * EDGE]

    def added(self, picture):
        """What the convolutions give: 16 pixels of every one."""
        features = picture
        for layer in self.body:
            features = layer(features)
        return functional.pixel_shuffle(features, SCALE)


@torch.no_grad()
def start(network, seed):
    """Fills in random weights, and zeros in the last convolution: at first nothing is added to the built-in upscaler."""
    generator = torch.Generator().manual_seed(seed)
    convolutions = convolutions_of(network)
    for layer in convolutions:
        fan = layer.weight.shape[1] * 9
        layer.weight.normal_(0, (2 / fan) ** 0.5, generator=generator)
        layer.bias.zero_()
    for layer in network.body:
        if isinstance(layer, nn.PReLU):
            layer.weight.fill_(0.1)
    convolutions[-1].weight *= 0.01
    hand_on(convolutions, [layer for layer in network.body if isinstance(layer, nn.PReLU)])
    return network


def trained_mask(network):
    """For every parameter 1 where it is trained and 0 where it hands the picture on."""
    last = len(network.body) - 1
    return [is_trained(name, tensor, last) for name, tensor in network.named_parameters()]


@torch.no_grad()
def with_upscaler(network):
    """Returns the whole network: the trained part plus the bicubic upscaler, both in the last convolution."""
    whole = Network()
    whole.load_state_dict(network.state_dict())
    last = convolutions_of(whole)[-1]
    kernels = bicubic_kernels()
    kernels[:, 2, 2] -= 1  # what is repeated is added anyway
    for channel in range(3):
        own = slice(channel * SCALE**2, (channel + 1) * SCALE**2)
        last.weight[own, channel:HANDED_ON:3] += on_handed_on(kernels)
    return whole.eval()


def bicubic(picture):
    """Enlarges as the built-in upscaler does."""
    wide = functional.pad(picture, [REACH] * 4, mode="replicate")
    kernels = bicubic_kernels()[:, None].repeat(3, 1, 1, 1)
    return functional.pixel_shuffle(functional.conv2d(wide, kernels, groups=3), SCALE)


def convolutions_of(network):
    return [layer for layer in network.body if isinstance(layer, nn.Conv2d)]


def load_network(path):
    """Reads a whole network from a file, .pth or .onnx, ready to use."""
    network = Network()
    tensors = weights_of_onnx(path) if path.suffix == ".onnx" else torch.load(path)["params"]
    network.load_state_dict({name: tensors[name] for name in network.state_dict()})
    return network.eval()


def mean_of_run(run):
    """Reads the averaged trained part out of a run of train.py."""
    network = Network()
    network.load_state_dict(torch.load(run / "checkpoint.pt")["mean"])
    return network


def save_network(network, path):
    """Writes a whole network as the converter of the product takes it."""
    torch.save({"params": {**network.state_dict(), "edge": torch.tensor([float(EDGE)])}}, path)


def weights_of_onnx(path):
    """The converter keeps the tensors' names; the slopes of PReLU have two more dimensions there."""
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(str(path)).graph.initializer}
    network = Network().state_dict()
    return {name: torch.tensor(tensors[name]).float().reshape(like.shape) for name, like in network.items()}


@torch.no_grad()
def enlarge(network, picture):
    """Enlarges a uint8 picture [height, width, 3], rounding as the product does."""
    planes = torch.from_numpy(picture.copy()).permute(2, 0, 1)[None].float() / 255
    result = network(planes.contiguous(memory_format=torch.channels_last))
    return (result.clamp(0, 1) * 255).round().byte()[0].permute(1, 2, 0).contiguous().numpy()
