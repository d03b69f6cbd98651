#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes small U-Nets with PyTorch in double precision: python3 unet.py > unet.txt

Each line holds a variant, the mode, and the features in reference order. The image is cos(0), cos(1), ...; element i of a
parameter is sin(i + 3 length of its name) / 2, and 1 more for biases and for the weight and running_var of normalizations.
"""
import math
import torch
from torch import nn
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
DEPTH, BASE = 2, 2


class DoubleConv(nn.Module):
    def __init__(self, i, o, norm, activation):
        super().__init__()
        self.conv1 = nn.Conv2d(i, o, 3, padding=1, bias=not norm)
        self.norm1 = nn.BatchNorm2d(o) if norm else nn.Identity()
        self.conv2 = nn.Conv2d(o, o, 3, padding=1, bias=not norm)
        self.norm2 = nn.BatchNorm2d(o) if norm else nn.Identity()
        self.activation = activation

    def forward(self, x):
        for conv, norm in ((self.conv1, self.norm1), (self.conv2, self.norm2)):
            x = self.activation(norm(conv(x)))
        return x


class Up(nn.Conv2d):
    def __init__(self, i, o, mode, kernel):
        super().__init__(i, o, kernel, padding=kernel // 2)
        self.mode = mode

    def forward(self, x):
        return super().forward(F.interpolate(x, scale_factor=2, mode=self.mode))


class UNet(nn.Module):
    def __init__(self, norm, activation, up, skip):
        super().__init__()
        widths = [BASE * 2**k for k in range(DEPTH + 1)]
        block = lambda i, o: DoubleConv(i, o, norm, activation)
        self.encoder = nn.ModuleList(block(1 if k == 0 else widths[k - 1], widths[k]) for k in range(DEPTH))
        self.bottleneck = block(widths[-2], widths[-1])
        self.up = nn.ModuleList(up(widths[k + 1], widths[k]) for k in range(DEPTH))
        self.decoder = nn.ModuleList(block(widths[k] * (2 if skip == "concat" else 1), widths[k]) for k in range(DEPTH))
        self.skip = skip

    def forward(self, x):
        skips = []
        for block in self.encoder:
            skips.append(block(x))
            x = F.max_pool2d(skips[-1], 2)
        x = self.bottleneck(x)
        for k in reversed(range(DEPTH)):
            x = self.up[k](x)
            x = {"concat": lambda: torch.cat([skips[k], x], 1), "add": lambda: skips[k] + x, "none": lambda: x}[self.skip]()
            x = self.decoder[k](x)
        return x


class UNetPlusPlus(nn.Module):
    def __init__(self, *strides):
        super().__init__()
        self.strides = strides
        widths = [BASE * 2**k for k in range(DEPTH + 1)]
        block = lambda i, o: DoubleConv(i, o, True, F.relu)
        self.encoder = nn.ModuleList(block(1 if k == 0 else widths[k - 1], widths[k]) for k in range(DEPTH))
        self.bottleneck = block(widths[-2], widths[-1])
        named = lambda make: nn.ModuleDict({str(l): nn.ModuleDict({str(k): make(l, k) for k in range(1, DEPTH - l + 1)}) for l in range(DEPTH)})
        self.up = named(lambda l, k: nn.ConvTranspose2d(widths[l + 1], widths[l], strides[l], strides[l]))
        self.node = named(lambda l, k: block((k + 1) * widths[l], widths[l]))

    def forward(self, x):
        levels = []
        for level in range(DEPTH + 1):
            x = (self.bottleneck if level == DEPTH else self.encoder[level])(x if level == 0 else F.max_pool2d(x, self.strides[level - 1]))
            levels.append([x])
        for k in range(1, DEPTH + 1):
            for l in range(DEPTH - k + 1):
                up = self.up[str(l)][str(k)](levels[l + 1][k - 1])
                levels[l].append(self.node[str(l)][str(k)](torch.cat([*levels[l][:k], up], 1)))
        return levels[0][DEPTH]


class Layers(nn.Module):
    """Convolutions with bias, instance norm and leaky ReLU; kernels and strides by axis."""

    def add(self, suffix, i, o, kernel, stride=1):
        self.add_module("conv" + suffix, nn.Conv2d(i, o, kernel, stride, [k // 2 for k in kernel]))
        self.add_module("norm" + suffix, nn.GroupNorm(o, o))

    def run(self, suffix, x):
        return getattr(self, "norm" + suffix)(getattr(self, "conv" + suffix)(x))


class Convs(Layers):
    def __init__(self, count, i, o, kernel, stride=1):
        super().__init__()
        self.count = count
        for n in range(1, count + 1):
            self.add(str(n), i if n == 1 else o, o, kernel, stride if n == 1 else 1)

    def forward(self, x):
        for n in range(1, self.count + 1):
            x = F.leaky_relu(self.run(str(n), x), 0.01)
        return x


class Residual(Layers):
    def __init__(self, i, o, kernel, stride=1):
        super().__init__()
        self.stride = stride
        self.add("1", i, o, kernel, stride)
        self.add("2", o, o, kernel)
        self.project = i != o
        if self.project:
            self.add("_shortcut", i, o, (1, 1))

    def forward(self, x):
        y = self.run("2", F.leaky_relu(self.run("1", x), 0.01))
        x = F.avg_pool2d(x, self.stride) if self.stride != 1 else x
        return F.leaky_relu(y + (self.run("_shortcut", x) if self.project else x), 0.01)


class Blocks(nn.Sequential):
    def __init__(self, make, count, i, o, kernel, stride=1):
        super().__init__()
        for n in range(1, count + 1):
            self.add_module(f"block{n}", make(i if n == 1 else o, o, kernel, stride if n == 1 else 1))


class StridedUNet(nn.Module):
    """The convolution that begins a level divides its size: nnU-Net's, plain or with residual blocks."""

    def __init__(self, residual):
        super().__init__()
        strides, kernels, widths = [(2, 2), (2, 1)], [(1, 3), (3, 3), (3, 3)], [2, 4, 4]
        if residual:
            level = lambda k, *a: Residual(*a) if k == 0 else Blocks(Residual, 1 + k, *a)
        else:
            level = lambda k, *a: Convs(2, *a)
        self.stem = Convs(1, 1, widths[0], kernels[0]) if residual else nn.Identity()
        levels = [level(0, widths[0] if residual else 1, widths[0], kernels[0])]
        levels += [level(k, widths[k - 1], widths[k], kernels[k], strides[k - 1]) for k in (1, 2)]
        self.encoder, self.bottleneck = nn.ModuleList(levels[:2]), levels[2]
        self.up = nn.ModuleList(nn.ConvTranspose2d(widths[k + 1], widths[k], strides[k], strides[k]) for k in range(2))
        self.decoder = nn.ModuleList(Convs(1 if residual else 2, 2 * widths[k], widths[k], kernels[k]) for k in range(2))

    def forward(self, x):
        x = first = self.encoder[0](self.stem(x))
        x = second = self.encoder[1](x)
        x = self.decoder[1](torch.cat([second, self.up[1](self.bottleneck(x))], 1))
        return self.decoder[0](torch.cat([first, self.up[0](x)], 1))


def fill(model):
    for name, values in model.state_dict().items():
        if values.dim() > 0:
            offset = 1 if name.endswith(("bias", "running_var")) or "norm" in name and name.endswith("weight") else 0
            numbers = [math.sin(i + 3 * len(name)) / 2 + offset for i in range(values.numel())]
            values.copy_(torch.tensor(numbers).reshape(values.shape))


VARIANTS = {
    "default": UNet(True, F.relu, lambda i, o: nn.ConvTranspose2d(i, o, 2, 2), "concat"),
    "nearest-add": UNet(True, lambda x: F.leaky_relu(x, 0.1), lambda i, o: Up(i, o, "nearest", 1), "add"),
    "plus-plus": UNetPlusPlus(2, 2),
    "bilinear-none": UNet(False, lambda x: F.leaky_relu(x, 0.2), lambda i, o: Up(i, o, "bilinear", 3), "none"),
    "plus-plus-axes": UNetPlusPlus((1, 3), (2, 1)),
    "strided-axes": StridedUNet(residual=False),
    "strided-residual-axes": StridedUNet(residual=True),
}
image = torch.tensor([math.cos(i) for i in range(2 * 8 * 12)]).reshape(2, 1, 8, 12)
for variant, model in VARIANTS.items():
    for mode in (False, True):
        fill(model)
        features = model.train(mode)(image).detach().flatten().tolist()
        print(variant, "TRAINING" if mode else "EVALUATION", *(repr(v) for v in features))
