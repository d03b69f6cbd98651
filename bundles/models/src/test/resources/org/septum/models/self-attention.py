#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes the block self-attention with NumPy in double precision, by the formulas of Vaswani et al. 2017:
python3 self-attention.py > self-attention.txt

Each line holds the number of heads, the positions, and the result [2, 4, 4, 6] in reference order. The input [2, 3, 4, 6] is
cos(0), cos(1), ...; the block in front is a 3 x 3 convolution to 4 channels and a ReLU without normalization, the
normalization that of 2 groups. A parameter holds sin(i + 3 n) / 2 where n is the length of its name; biases and the
normalization's scale 1 more.
"""
import numpy as np

OUT, HEIGHT, WIDTH = 4, 4, 6


def parameter(name, *shape):
    offset = 1 if name.endswith("bias") or name == "norm.weight" else 0
    return (np.sin(np.arange(np.prod(shape)) + 3 * len(name)) / 2 + offset).reshape(shape)


def pointwise(name, x):
    """[batch, channel, row, column] through a matrix and, but for the key, a bias for each pixel."""
    weight = parameter(name + ".weight", OUT, OUT, 1, 1)[:, :, 0, 0]
    bias = 0 if name == "key" else parameter(name + ".bias", OUT)[None, :, None, None]
    return np.einsum("oc,nchw->nohw", weight, x) + bias


def block(x):
    weight = parameter("block.conv1.weight", OUT, 3, 3, 3)
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    y = np.zeros((2, OUT, HEIGHT, WIDTH)) + parameter("block.conv1.bias", OUT)[None, :, None, None]
    for row in range(3):
        for column in range(3):
            y += np.einsum("oc,nchw->nohw", weight[:, :, row, column], padded[:, :, row:row + HEIGHT, column:column + WIDTH])
    return np.maximum(y, 0)


def norm(x):
    groups = x.reshape(2, 2, -1)
    mean, variance = groups.mean(2, keepdims=True), groups.var(2, keepdims=True)
    y = ((groups - mean) / np.sqrt(variance + 1e-5)).reshape(x.shape)
    return y * parameter("norm.weight", OUT)[None, :, None, None] + parameter("norm.bias", OUT)[None, :, None, None]


def attention(q, k, v, heads):
    """softmax(Q K^T / sqrt(d)) V for each image and each head, pixels being the rows of the matrices."""
    y = np.zeros_like(q)
    d = OUT // heads
    for n in range(2):
        for head in range(heads):
            channels = slice(head * d, (head + 1) * d)
            Q, K, V = (x[n, channels].reshape(d, -1).T for x in (q, k, v))
            scores = Q @ K.T / np.sqrt(d)
            weights = np.exp(scores - scores.max(1, keepdims=True))
            weights /= weights.sum(1, keepdims=True)
            y[n, channels] = (weights @ V).T.reshape(d, HEIGHT, WIDTH)
    return y


x = block(np.cos(np.arange(2 * 3 * HEIGHT * WIDTH)).reshape(2, 3, HEIGHT, WIDTH))
for heads in (1, 2, 4):
    for positions in ("learned", "none"):
        placed = norm(x)
        if positions == "learned":
            placed = placed + parameter("positions.rows", OUT, HEIGHT, 1) + parameter("positions.columns", OUT, 1, WIDTH)
        attended = attention(*(pointwise(name, placed) for name in ("query", "key", "value")), heads)
        print(heads, positions, *(repr(float(v)) for v in (x + pointwise("project", attended)).flatten()))
