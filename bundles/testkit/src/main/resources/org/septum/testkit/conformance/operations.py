#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes every operation with PyTorch (distances with SciPy) in double precision: python3 operations.py > operations.txt

Each case is a line "case NAME", then the operation's inputs and outputs in their order, one a line: "in" or "out", the
dimensions joined by x, and the values in reference order. Backward cases hold what autograd computes.
"""
import numpy as np
import torch
import torch.nn.functional as F
from scipy.ndimage import distance_transform_edt

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)


def case(name, inputs, outputs):
    print("case", name)
    for kind, tensors in (("in", inputs), ("out", outputs)):
        for t in tensors:
            t = t.detach()
            print(kind, "x".join(map(str, t.shape)), *(repr(v) for v in t.flatten().tolist()))


def backward(y, of):
    """A random dy, and the gradients of sum(dy * y)."""
    dy = torch.randn_like(y)
    return dy, torch.autograd.grad(y, of, dy)


def leaf(*shape):
    return torch.randn(*shape, requires_grad=True)


def convolution(name, function, x, weight, bias):
    parameters = [p for p in (weight, bias) if p is not None]
    y = function(x, weight, bias)
    dy, (dx, *dparameters) = backward(y, [x, *parameters])
    case(name, [x, *parameters], [y])
    case(name + "-input", [dy, weight], [dx])
    case(name + "-weights", [x, dy], dparameters)


convolution("conv", lambda x, w, b: F.conv2d(x, w, b, padding=1), leaf(2, 2, 4, 3), leaf(3, 2, 3, 3), leaf(3))
convolution("conv-strided", lambda x, w, b: F.conv2d(x, w, b, stride=2, padding=2, dilation=2), leaf(1, 2, 5, 6), leaf(2, 2, 3, 3), None)
convolution("transposed", lambda x, w, b: F.conv_transpose2d(x, w, b, stride=2), leaf(2, 2, 2, 3), leaf(2, 3, 2, 2), leaf(3))
convolution("transposed-overlapping", lambda x, w, b: F.conv_transpose2d(x, w, b, stride=2), leaf(1, 2, 2, 3), leaf(2, 1, 3, 3), None)

x = torch.randint(0, 3, (2, 2, 4, 6)).double().requires_grad_()  # many ties
y = F.max_pool2d(x, 2)
dy, (dx,) = backward(y, [x])
case("max-pool", [x], [y])
case("max-pool-back", [x, y, dy], [dx])

for mode, extra in (("nearest", {}), ("bilinear", {"align_corners": False})):
    x = leaf(2, 1, 2, 3)
    y = F.interpolate(x, scale_factor=3, mode=mode, **extra)
    dy, (dx,) = backward(y, [x])
    case(mode, [x], [y])
    case(mode + "-back", [dy], [dx])

for name, activation in (("norm", lambda v: v), ("norm-leaky", lambda v: F.leaky_relu(v, 0.2))):
    x, scale, shift = leaf(2, 3, 2, 4), leaf(3), leaf(3)
    mean, variance = torch.randn(3), torch.rand(3) + 0.5
    before = [t.clone() for t in (mean, variance)]
    case(name + "-evaluation", [x, scale, shift, *before], [activation(F.batch_norm(x, mean, variance, scale, shift, False, 0.1, 1e-5))])
    y = activation(F.batch_norm(x, mean, variance, scale, shift, True, 0.1, 1e-5))
    inverse = (x.var((0, 2, 3), unbiased=False) + 1e-5).rsqrt()
    dy, gradients = backward(y, [x, scale, shift])
    # The running statistics after the step come last among the outputs.
    case(name, [x, scale, shift, *before], [y, x.mean((0, 2, 3)), inverse, mean, variance])
    case(name + "-back", [dy, x, y, scale, x.mean((0, 2, 3)), inverse], gradients)

for name, function in (("relu", F.relu), ("leaky", lambda v: F.leaky_relu(v, 0.01)), ("sigmoid", torch.sigmoid), ("tanh", torch.tanh),
                       ("softmax", lambda v: F.softmax(v, 1)), ("log-softmax", lambda v: F.log_softmax(v, 1))):
    x = leaf(2, 3, 1, 2)
    y = function(x * 3)
    dy, (dx,) = backward(y, [x])
    case(name, [x * 3], [y])
    case(name + "-back", [dy, y], [dx / 3])

a, b = leaf(2, 1, 2, 2), leaf(2, 3, 2, 2)
case("concat", [a, b], [torch.cat([a, b], 1)])
y = b[:, 1:3]
dy, (db,) = backward(y, [b])
case("slice", [b], [y])
case("slice-back", [dy], [db])

a, b = leaf(2, 1, 2, 3), leaf(1, 4, 1, 3)
case("add", [a, b], [a + b])
case("subtract", [a, b], [a - b])
case("multiply", [a, b], [a * b])
case("divide", [a, b], [a / b])
case("affine", [a], [2.5 * a - 1])
case("sum", [a], [a.sum((0, 2), keepdim=True)])
case("broadcast", [b], [b.expand(2, 4, 2, 3)])
case("power", [a.abs()], [a.abs() ** 1.5])

for name, function in (("exp", torch.exp), ("log", torch.log), ("sqrt", torch.sqrt), ("abs", torch.abs)):
    x = torch.randn(1, 2, 2, 2)
    if name in ("log", "sqrt"):
        x = x.abs() + 0.1
    else:
        x[0, 0, 0, 0] = 0
    x.requires_grad_()
    y = function(x)
    dy, (dx,) = backward(y, [x])
    case(name, [x], [y])
    case(name + "-back", [dy, x, y], [dx])

x = torch.tensor([-2, -1, -0.5, 0, 0.7, 1.5, 2]).reshape(1, 7, 1, 1).requires_grad_()
y = x.clamp(-1, 1.5)
dy, (dx,) = backward(y, [x])
case("clamp", [x], [y])
case("clamp-back", [dy, x], [dx])

x = torch.tensor([-800, -2, 0, 1.5, 700, 30.0]).repeat(2).reshape(1, 2, 2, 3).requires_grad_()
target = torch.tensor([0, 0, 1, 0, 0, 0, 1, 1, 0.25, 1, 1, 1.0]).reshape(1, 2, 2, 3)
y = F.binary_cross_entropy_with_logits(x, target, reduction="none", pos_weight=torch.tensor(3.0))
dy, (dx,) = backward(y, [x])
case("bce", [x, target], [y])
case("bce-back", [dy, x, target], [dx])

x = leaf(2, 3, 2, 2)
target = torch.tensor([[[0, 2], [1, 2]], [[2, 1], [0, 0]]])
for name, weights, ignore in (("nll", None, -100), ("nll-weighted", torch.tensor([0.5, 2, 3]), 2)):
    y = F.nll_loss(x, target, weights, reduction="none", ignore_index=ignore).unsqueeze(1)
    dy, (dx,) = backward(y, [x])
    t = target.unsqueeze(1).double()
    case(name, [x, t], [y])
    case(name + "-back", [dy, t], [dx])
    # The loss of log-probabilities of -1 is the weight.
    case(name + "-weight", [t], [F.nll_loss(torch.full((2, 3, 2, 2), -1.0), target, weights, reduction="none", ignore_index=ignore).unsqueeze(1)])


def ranked_sum(key, value, axes):
    """Sums of values in the order of falling keys, equal keys in reference order."""
    rest = [a for a in range(4) if a not in axes]
    flat = lambda t: t.permute(*rest, *axes).flatten(len(rest)).flatten(0, -2)
    order = torch.sort(flat(key), dim=-1, descending=True, stable=True)[1]
    sums = torch.empty_like(flat(value)).scatter_(-1, order, flat(value).gather(-1, order).cumsum(-1))
    return sums.reshape([key.shape[a] for a in [*rest, *axes]]).permute(*np.argsort([*rest, *axes]).tolist())


key, value = torch.randint(-2, 3, (2, 2, 3, 4)).double(), torch.randint(0, 2, (2, 2, 3, 4)).double()  # many ties
case("ranked-sum", [key, value], [ranked_sum(key, value, [2, 3])])
case("ranked-sum-batch", [key, value], [ranked_sum(key, value, [0, 1])])

mask = (torch.rand(2, 3, 5, 7) > 0.6).double()
mask[0, 0], mask[1, 1] = 0, 1  # an empty and a full plane
distance = torch.zeros_like(mask)
for n, c in np.ndindex(2, 3):
    m = mask[n, c].numpy() > 0
    if m.any() and not m.all():
        distance[n, c] = torch.tensor(np.where(m, 1 - distance_transform_edt(m), distance_transform_edt(~m)))
case("signed-distance", [mask], [distance])

for name, function in (("gelu", F.gelu), ("silu", F.silu)):
    x = torch.tensor([-30, -6, -1.5, -0.2, 0, 0.3, 2, 5, 12.0]).reshape(1, 3, 1, 3).requires_grad_()
    y = function(x)
    dy, (dx,) = backward(y, [x])
    case(name, [x], [y])
    case(name + "-back", [dy, x, y], [dx])

x = leaf(2, 8, 2, 3)
y = F.pixel_shuffle(x, 2)
dy, (dx,) = backward(y, [x])
case("pixel-shuffle", [x], [y])
case("pixel-shuffle-back", [dy], [dx])

for name, groups in (("group-norm", 2), ("instance-norm", 4)):
    x, scale, shift = leaf(2, 4, 3, 2), leaf(4), leaf(4)
    y = F.group_norm(x, groups, scale, shift, 1e-5)
    rows = x.reshape(2, groups, -1)
    mean, inverse = rows.mean(2), (rows.var(2, unbiased=False) + 1e-5).rsqrt()
    statistics = [t.reshape(2, groups, 1, 1) for t in (mean, inverse)]
    dy, gradients = backward(y, [x, scale, shift])
    case(name, [x, scale, shift], [y, *statistics])
    case(name + "-back", [dy, x, scale, *statistics], gradients)

convolution("conv-grouped", lambda x, w, b: F.conv2d(x, w, b, padding=1, groups=2), leaf(2, 4, 3, 4), leaf(6, 2, 3, 3), leaf(6))
convolution("conv-depthwise", lambda x, w, b: F.conv2d(x, w, b, stride=2, padding=1, groups=3), leaf(1, 3, 5, 6), leaf(3, 1, 3, 3), None)
