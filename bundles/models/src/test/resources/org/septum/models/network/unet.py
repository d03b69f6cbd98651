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
    def __init__(self):
        super().__init__()
        widths = [BASE * 2**k for k in range(DEPTH + 1)]
        block = lambda i, o: DoubleConv(i, o, True, F.relu)
        self.encoder = nn.ModuleList(block(1 if k == 0 else widths[k - 1], widths[k]) for k in range(DEPTH))
        self.bottleneck = block(widths[-2], widths[-1])
        named = lambda make: nn.ModuleDict({str(l): nn.ModuleDict({str(k): make(l, k) for k in range(1, DEPTH - l + 1)}) for l in range(DEPTH)})
        self.up = named(lambda l, k: nn.ConvTranspose2d(widths[l + 1], widths[l], 2, 2))
        self.node = named(lambda l, k: block((k + 1) * widths[l], widths[l]))

    def forward(self, x):
        levels = []
        for level in range(DEPTH + 1):
            x = (self.bottleneck if level == DEPTH else self.encoder[level])(x if level == 0 else F.max_pool2d(x, 2))
            levels.append([x])
        for k in range(1, DEPTH + 1):
            for l in range(DEPTH - k + 1):
                up = self.up[str(l)][str(k)](levels[l + 1][k - 1])
                levels[l].append(self.node[str(l)][str(k)](torch.cat([*levels[l][:k], up], 1)))
        return levels[0][DEPTH]


def fill(model):
    for name, values in model.state_dict().items():
        if values.dim() > 0:
            offset = 1 if name.endswith(("bias", "running_var")) or "norm" in name and name.endswith("weight") else 0
            numbers = [math.sin(i + 3 * len(name)) / 2 + offset for i in range(values.numel())]
            values.copy_(torch.tensor(numbers).reshape(values.shape))


VARIANTS = {
    "default": UNet(True, F.relu, lambda i, o: nn.ConvTranspose2d(i, o, 2, 2), "concat"),
    "nearest-add": UNet(True, lambda x: F.leaky_relu(x, 0.1), lambda i, o: Up(i, o, "nearest", 1), "add"),
    "plus-plus": UNetPlusPlus(),
    "bilinear-none": UNet(False, lambda x: F.leaky_relu(x, 0.2), lambda i, o: Up(i, o, "bilinear", 3), "none"),
}
image = torch.tensor([math.cos(i) for i in range(2 * 8 * 12)]).reshape(2, 1, 8, 12)
for variant, model in VARIANTS.items():
    for mode in (False, True):
        fill(model)
        features = model.train(mode)(image).detach().flatten().tolist()
        print(variant, "TRAINING" if mode else "EVALUATION", *(repr(v) for v in features))
