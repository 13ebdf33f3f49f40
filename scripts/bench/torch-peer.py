"""Measures PyTorch on the sizes of a real model with random weights: seconds and CPU-seconds for one tile."""
import json, resource, sys, time
import torch
from torch import nn

class Dense(nn.Module):
    def __init__(self, f=64, g=32):
        super().__init__()
        self.convs = nn.ModuleList([nn.Conv2d(f + n * g, g if n < 4 else f, 3, 1, 1) for n in range(5)])
        self.act = nn.LeakyReLU(0.2, inplace=True)
    def forward(self, x):
        found = [x]
        for conv in self.convs[:4]:
            found.append(self.act(conv(torch.cat(found, 1))))
        return self.convs[4](torch.cat(found, 1)) * 0.2 + x

class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.parts = nn.Sequential(Dense(), Dense(), Dense())
    def forward(self, x):
        return self.parts(x) * 0.2 + x

class X4plus(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 64, 3, 1, 1)
        self.body = nn.Sequential(*[Block() for _ in range(23)])
        self.after, self.up1, self.up2, self.detail = [nn.Conv2d(64, 64, 3, 1, 1) for _ in range(4)]
        self.last = nn.Conv2d(64, 3, 3, 1, 1)
        self.act = nn.LeakyReLU(0.2, inplace=True)
    def forward(self, x):
        x = self.first(x)
        x = x + self.after(self.body(x))
        for up in (self.up1, self.up2):
            x = self.act(up(nn.functional.interpolate(x, scale_factor=2, mode="nearest")))
        return self.last(self.act(self.detail(x)))

def general():
    layers = [nn.Conv2d(3, 64, 3, 1, 1), nn.PReLU(64)]
    for _ in range(32):
        layers += [nn.Conv2d(64, 64, 3, 1, 1), nn.PReLU(64)]
    return nn.Sequential(*layers, nn.Conv2d(64, 48, 3, 1, 1), nn.PixelShuffle(4))

def used():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime

name, width, height, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
net = (X4plus() if name == "x4plus" else general()).eval()
picture = torch.rand(1, 3, height, width)
walls, cpus = [], []
with torch.no_grad():
    for _ in range(runs):
        cpu, start = used(), time.perf_counter()
        net(picture)
        walls.append(time.perf_counter() - start)
        cpus.append(used() - cpu)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
print(json.dumps({"wall": min(walls), "cpu": min(cpus), "peak": peak, "version": torch.__version__}))
