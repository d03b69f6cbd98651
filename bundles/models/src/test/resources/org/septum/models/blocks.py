#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes the parts of models with PyTorch in double precision: python3 blocks.py > blocks.txt

Each line holds a part, the mode, and its result in reference order. The input [2, 3, 4, 6] is cos(0), cos(1), ...; a decoder's
features [2, 4, 4, 6] are those cosines from the start too. Every part has 4 output channels. Parameters are filled by unet.py.
"""
import math
import torch
from torch import nn
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
OUT = 4


def cosines(*shape):
    return torch.tensor([math.cos(i) for i in range(math.prod(shape))]).reshape(shape)


def fill(model):
    for name, values in model.state_dict().items():
        if values.dim() > 0:
            offset = 1 if name.endswith(("bias", "running_var")) or "norm" in name and name.endswith("weight") else 0
            numbers = [math.sin(i + 3 * len(name)) / 2 + offset for i in range(values.numel())]
            values.copy_(torch.tensor(numbers).reshape(values.shape))


NORMS = {
    "batch": (nn.BatchNorm2d, False),
    "instance": (lambda c: nn.GroupNorm(c, c), False),
    "group": (lambda c: nn.GroupNorm(2, c), True),
}


class Layer(nn.Module):
    """Adds convolutions and norms under the names conv<suffix> and norm<suffix>."""

    def add(self, suffix, i, o, kernel, dilation=1, norm="batch"):
        make, bias = NORMS[norm]
        self.add_module("conv" + suffix, nn.Conv2d(i, o, kernel, padding=dilation * (kernel // 2), dilation=dilation, bias=bias))
        self.add_module("norm" + suffix, make(o))

    def run(self, suffix, x):
        return getattr(self, "norm" + suffix)(getattr(self, "conv" + suffix)(x))


class DoubleConv(Layer):
    def __init__(self, i, o, norm="batch", activation=F.relu):
        super().__init__()
        self.activation = activation
        self.add("1", i, o, 3, norm=norm)
        self.add("2", o, o, 3, norm=norm)

    def forward(self, x):
        return self.activation(self.run("2", self.activation(self.run("1", x))))


class Residual(Layer):
    def __init__(self, i, o):
        super().__init__()
        self.add("1", i, o, 3)
        self.add("2", o, o, 3)
        self.project = i != o
        if self.project:
            self.add("_shortcut", i, o, 1)

    def forward(self, x):
        y = self.run("2", F.relu(self.run("1", x)))
        return F.relu(y + (self.run("_shortcut", x) if self.project else x))


class Dense(Layer):
    def __init__(self, i, o, layers, growth):
        super().__init__()
        self.layers = layers
        for n in range(layers):
            self.add(str(n + 1), i + n * growth, growth, 3)
        self.add("_transition", i + layers * growth, o, 1)

    def forward(self, x):
        for n in range(self.layers):
            x = torch.cat([x, F.relu(self.run(str(n + 1), x))], 1)
        return F.relu(self.run("_transition", x))


class InvertedBottleneck(nn.Module):
    def __init__(self, i, o, kernel, expansion):
        super().__init__()
        self.input = nn.Conv2d(i, o, 1) if i != o else nn.Identity()
        self.depthwise = nn.Conv2d(o, o, kernel, padding=kernel // 2, groups=o)
        self.norm = nn.GroupNorm(o, o)
        self.expand = nn.Conv2d(o, expansion * o, 1)
        self.project = nn.Conv2d(expansion * o, o, 1)

    def forward(self, x):
        x = self.input(x)
        return x + self.project(F.gelu(self.expand(self.norm(self.depthwise(x)))))


class Recurrent(nn.Module):
    def __init__(self, i, o, steps):
        super().__init__()
        self.input = nn.Conv2d(i, o, 1)
        self.steps = steps
        for n in (1, 2):
            self.add_module(f"conv{n}", nn.Conv2d(o, o, 3, padding=1, bias=False))
            for t in range(steps + 1):
                self.add_module(f"norm{n}_{t}", nn.BatchNorm2d(o))

    def unrolled(self, n, x):
        y = 0
        for t in range(self.steps + 1):
            y = F.relu(getattr(self, f"norm{n}_{t}")(getattr(self, f"conv{n}")(x + y)))
        return y

    def forward(self, x):
        x = self.input(x)
        return x + self.unrolled(2, self.unrolled(1, x))


class SqueezeExcitation(nn.Module):
    def __init__(self, i, o, reduction):
        super().__init__()
        self.block = DoubleConv(i, o)
        self.squeeze = nn.Conv2d(o, o // reduction, 1)
        self.excite = nn.Conv2d(o // reduction, o, 1)

    def forward(self, x):
        x = self.block(x)
        return x * torch.sigmoid(self.excite(F.relu(self.squeeze(F.adaptive_avg_pool2d(x, 1)))))


class PyramidPooling(Layer):
    def __init__(self, i, o, bins):
        super().__init__()
        self.bins, channels = bins, i // len(bins)
        for b in bins:
            self.add_module(f"pool{b}", nn.Conv2d(i, channels, 1))
        self.add("", i + len(bins) * channels, o, 3)

    def forward(self, x):
        branches = [x]
        for b in self.bins:
            pooled = F.adaptive_avg_pool2d(x, 1) if b == 1 else F.avg_pool2d(x, min(x.shape[2:]) // b)
            branches.append(F.interpolate(F.relu(getattr(self, f"pool{b}")(pooled)), x.shape[2:], mode="bilinear"))
        return F.relu(self.run("", torch.cat(branches, 1)))


class AtrousPyramid(Layer):
    def __init__(self, i, o, rates):
        super().__init__()
        self.rates = rates
        self.add("1", i, o, 1)
        for r in rates:
            self.add(f"_{r}", i, o, 3, r)
        self.pool = nn.Conv2d(i, o, 1)
        self.add("_project", o * (len(rates) + 2), o, 1)

    def forward(self, x):
        branches = [F.relu(self.run(s, x)) for s in ("1", *(f"_{r}" for r in self.rates))]
        branches.append(F.relu(self.pool(F.adaptive_avg_pool2d(x, 1))).expand_as(branches[0]))
        return F.relu(self.run("_project", torch.cat(branches, 1)))


class PixelShuffle(nn.Conv2d):
    def __init__(self, i, o):
        super().__init__(i, 4 * o, 3, padding=1)

    def forward(self, x):
        return F.pixel_shuffle(super().forward(x), 2)


class AttentionGate(nn.Module):
    def __init__(self, i, g):
        super().__init__()
        self.encoder = nn.Conv2d(i, i // 2, 1, bias=False)
        self.decoder = nn.Conv2d(g, i // 2, 1)
        self.psi = nn.Conv2d(i // 2, 1, 1)

    def forward(self, x):
        g = cosines(2, OUT, 4, 6)
        return torch.cat([x * torch.sigmoid(self.psi(F.relu(self.encoder(x) + self.decoder(g)))), g], 1)


PARTS = {
    "double-conv-instance-gelu": DoubleConv(3, OUT, "instance", F.gelu),
    "double-conv-group-silu": DoubleConv(3, OUT, "group", F.silu),
    "residual": Residual(3, OUT),
    "dense": Dense(3, OUT, 2, 2),
    "inverted-bottleneck": InvertedBottleneck(3, OUT, 3, 2),
    "recurrent": Recurrent(3, OUT, 2),
    "squeeze-excitation": SqueezeExcitation(3, OUT, 2),
    "pyramid-pooling": PyramidPooling(3, OUT, [1, 2]),
    "atrous-pyramid": AtrousPyramid(3, OUT, [2, 3]),
    "pixel-shuffle": PixelShuffle(3, OUT),
    "attention": AttentionGate(3, OUT),
}
for name, part in PARTS.items():
    for mode in (True, False):
        fill(part)
        y = part.train(mode)(cosines(2, 3, 4, 6)).detach()
        print(name, "TRAINING" if mode else "EVALUATION", *(repr(v) for v in y.flatten().tolist()))
