#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains a small network as nnU-Net does with PyTorch in double precision: python3 nnunet.py > nnunet.txt

Four steps on one batch: strided convolutions, kernels and strides by axis, instance norm, leaky ReLU, two outputs with the weights
2/3 and 1/3, the target reduced by nearest-exact, cross-entropy and Dice of the batch without background, Nesterov's SGD. Prints the
losses, then the logits of 3 classes at 4 pixels afterwards. The image is cos(0), cos(1), ...; the target floor(i / 3) mod 3;
element i of a parameter is sin(i + 3 length of its name) / 2, and 1 more for biases and the weight of normalizations.
"""
import math
import torch
import torch.nn.functional as F
from torch import nn

torch.set_default_dtype(torch.float64)
WIDTHS, STRIDES, KERNELS = [3, 6, 8, 8], [(2, 2), (2, 1), (1, 2)], [(1, 3), (3, 3), (3, 3), (3, 3)]


class Block(nn.Module):
    def __init__(self, i, o, kernel, stride=1):
        super().__init__()
        padding = [k // 2 for k in kernel]
        self.conv1, self.norm1 = nn.Conv2d(i, o, kernel, stride, padding), nn.InstanceNorm2d(o, affine=True)
        self.conv2, self.norm2 = nn.Conv2d(o, o, kernel, 1, padding), nn.InstanceNorm2d(o, affine=True)

    def forward(self, x):
        x = F.leaky_relu(self.norm1(self.conv1(x)), 0.01)
        return F.leaky_relu(self.norm2(self.conv2(x)), 0.01)


class Head(nn.Conv2d):
    def __init__(self):
        super().__init__(WIDTHS[0], 3, 1)
        self.side = nn.ModuleDict({"1": nn.Conv2d(WIDTHS[1], 3, 1)})


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        levels = [Block(1, WIDTHS[0], KERNELS[0])]
        levels += [Block(WIDTHS[k], WIDTHS[k + 1], KERNELS[k + 1], STRIDES[k]) for k in range(3)]
        self.encoder, self.bottleneck = nn.ModuleList(levels[:3]), levels[3]
        self.up = nn.ModuleList(nn.ConvTranspose2d(WIDTHS[k + 1], WIDTHS[k], STRIDES[k], STRIDES[k]) for k in range(3))
        self.decoder = nn.ModuleList(Block(2 * WIDTHS[k], WIDTHS[k], KERNELS[k]) for k in range(3))
        self.head = Head()

    def forward(self, x):
        skips = []
        for block in self.encoder:
            x = block(x)
            skips.append(x)
        x = self.bottleneck(x)
        outputs = []
        for k in (2, 1, 0):
            x = self.decoder[k](torch.cat([skips[k], self.up[k](x)], 1))
            outputs.append(x)
        return self.head(outputs[2]), self.head.side["1"](outputs[1])


def loss(logits, target):
    p, g = F.softmax(logits, 1)[:, 1:], F.one_hot(target, 3).movedim(3, 1)[:, 1:]
    dice = (2 * (p * g).sum((0, 2, 3)) + 1e-5) / (p.sum((0, 2, 3)) + g.sum((0, 2, 3)) + 1e-5)
    return F.cross_entropy(logits, target) + 1 - dice.mean()


network = Network()
with torch.no_grad():
    for name, values in network.named_parameters():
        offset = 1 if name.endswith("bias") or "norm" in name else 0
        numbers = [math.sin(i + 3 * len(name)) / 2 + offset for i in range(values.numel())]
        values.copy_(torch.tensor(numbers).reshape(values.shape))
image = torch.tensor([math.cos(i) for i in range(512)]).reshape(2, 1, 16, 16)
target = torch.tensor([i // 3 % 3 for i in range(512)]).reshape(2, 16, 16)
reduced = F.interpolate(target[:, None].double(), (8, 8), mode="nearest-exact")[:, 0].long()
optimizer = torch.optim.SGD(network.parameters(), 1e-2, momentum=0.99, nesterov=True, weight_decay=3e-5)
numbers = []
for step in range(4):
    optimizer.zero_grad()
    fine, coarse = network(image)
    total = (loss(fine, target) + 0.5 * loss(coarse, reduced)) / 1.5
    total.backward()
    optimizer.step()
    numbers.append(total.item())
numbers += network(image)[0][1, :, 5, 3:7].flatten().tolist()
print(*map(repr, numbers))
