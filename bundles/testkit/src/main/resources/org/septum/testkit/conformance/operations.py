#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes every operation with PyTorch (distances with SciPy) in double precision: python3 operations.py > operations.txt

The head of shapes.txt says how a case is written. Backward cases hold what autograd computes.
"""
import numpy as np
import torch
import torch.nn.functional as F
from scipy.ndimage import distance_transform_edt

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)


PARAMETERS = ("weight", "bias", "scale", "shift")
STATES = ("running_mean", "running_variance")

print("# Written by operations.py; shapes.txt says how a case is written.")


def dimensions(tensor):
    return "x".join(map(str, tensor.shape))


def value(name, kind, of, tensor):
    print(" ", name, kind, of, "=", *(repr(v) for v in tensor.detach().flatten().tolist()))


def case(name, operation, inputs, outputs, after={}):
    """Tensors by name, in the operation's order: what it reads, what it has to make, and what states have to hold afterwards."""
    print("\ncase pytorch", name)
    for key, tensor in inputs.items():
        value(key, "parameter" if key in PARAMETERS else "state" if key in STATES else "input", dimensions(tensor), tensor)
    for key, tensor in outputs.items():
        parameter = key[1:]  # dweight is the gradient of weight
        if parameter not in PARAMETERS:
            value(key, "output", dimensions(tensor), tensor)
            continue
        if parameter not in inputs:
            print(" ", parameter, "parameter", dimensions(tensor))
        value(key, "gradient", parameter, tensor)
    for key, tensor in after.items():
        value("new_" + key, "after", key, tensor)
    print(f"  {operation}: {' '.join(inputs)} -> {' '.join(outputs)}")


def backward(y, of):
    """A random dy, and the gradients of sum(dy * y)."""
    dy = torch.randn_like(y)
    return dy, torch.autograd.grad(y, of, dy)


def leaf(*shape):
    return torch.randn(*shape, requires_grad=True)


def convolution(name, operation, function, x, weight, bias):
    parameters = {"weight": weight} if bias is None else {"weight": weight, "bias": bias}
    y = function(x, weight, bias)
    dy, (dx, *gradients) = backward(y, [x, *parameters.values()])
    kind = operation.split("(")[0]
    case(name, operation, {"x": x, **parameters}, {"y": y})
    case(name + "-input", f"{kind}BackwardInput({operation})", {"dy": dy, "weight": weight}, {"dx": dx})
    case(name + "-weights", f"{kind}BackwardWeights({operation})", {"x": x, "dy": dy}, dict(zip(("dweight", "dbias"), gradients)))


def one(name, operation, backward_operation, x, y, reads=("dy", "x", "y")):
    """An operation on one array, and its gradient, which reads some of dy, x and y."""
    dy, (dx,) = backward(y, [x])
    case(name, operation, {"x": x}, {"y": y})
    case(name + "-back", backward_operation, {key: {"dy": dy, "x": x, "y": y}[key] for key in reads}, {"dx": dx})


convolution("conv", "Conv2d(1, 1, 1, 1)", lambda x, w, b: F.conv2d(x, w, b, padding=1), leaf(2, 2, 4, 3), leaf(3, 2, 3, 3), leaf(3))
convolution("conv-strided", "Conv2d(2, 2, 2, 1)", lambda x, w, b: F.conv2d(x, w, b, stride=2, padding=2, dilation=2), leaf(1, 2, 5, 6), leaf(2, 2, 3, 3), None)
convolution("transposed", "TransposedConv2d(2)", lambda x, w, b: F.conv_transpose2d(x, w, b, stride=2), leaf(2, 2, 2, 3), leaf(2, 3, 2, 2), leaf(3))
convolution("transposed-overlapping", "TransposedConv2d(2)", lambda x, w, b: F.conv_transpose2d(x, w, b, stride=2), leaf(1, 2, 2, 3), leaf(2, 1, 3, 3), None)

# Other sizes along the two axes. The generator is put back, so that the numbers below stay what they were.
state = torch.get_rng_state()
convolution("conv-axes", "Conv2d(2x1, 0x2, 1x2, 1)", lambda x, w, b: F.conv2d(x, w, b, stride=(2, 1), padding=(0, 2), dilation=(1, 2)), leaf(1, 2, 4, 5), leaf(2, 2, 1, 3), leaf(2))
convolution("transposed-axes", "TransposedConv2d(1x2)", lambda x, w, b: F.conv_transpose2d(x, w, b, stride=(1, 2)), leaf(1, 2, 3, 2), leaf(2, 3, 1, 2), leaf(3))
x = torch.randint(0, 3, (1, 2, 4, 3)).double().requires_grad_()
one("max-pool-axes", "MaxPool2d(2x1)", "MaxPool2dBackward(MaxPool2d(2x1))", x, F.max_pool2d(x, (2, 1)), ("x", "y", "dy"))
x = leaf(1, 1, 2, 3)
one("bilinear-axes", "Upsample(1x3, BILINEAR)", "UpsampleBackward(Upsample(1x3, BILINEAR))", x, F.interpolate(x, scale_factor=(1, 3), mode="bilinear", align_corners=False), ("dy",))
torch.set_rng_state(state)

x = torch.randint(0, 3, (2, 2, 4, 6)).double().requires_grad_()  # many ties
one("max-pool", "MaxPool2d(2)", "MaxPool2dBackward(MaxPool2d(2))", x, F.max_pool2d(x, 2), ("x", "y", "dy"))

for mode, extra in (("nearest", {}), ("bilinear", {"align_corners": False})):
    x = leaf(2, 1, 2, 3)
    upsample = f"Upsample(3, {mode.upper()})"
    one(mode, upsample, f"UpsampleBackward({upsample})", x, F.interpolate(x, scale_factor=3, mode=mode, **extra), ("dy",))

for name, activation, written in (("norm", lambda v: v, "IDENTITY, 0"), ("norm-leaky", lambda v: F.leaky_relu(v, 0.2), "LEAKY_RELU, 0.2")):
    x, scale, shift = leaf(2, 3, 2, 4), leaf(3), leaf(3)
    mean, variance = torch.randn(3), torch.rand(3) + 0.5
    training, evaluation = (f"BatchNorm(0.1, 1e-5, {mode}, Activation({written}))" for mode in ("TRAINING", "EVALUATION"))
    before = {"x": x, "scale": scale, "shift": shift, "running_mean": mean.clone(), "running_variance": variance.clone()}
    case(name + "-evaluation", evaluation, before, {"y": activation(F.batch_norm(x, mean, variance, scale, shift, False, 0.1, 1e-5))})
    y = activation(F.batch_norm(x, mean, variance, scale, shift, True, 0.1, 1e-5))
    statistics = {"mean": x.mean((0, 2, 3)), "inverse": (x.var((0, 2, 3), unbiased=False) + 1e-5).rsqrt()}
    dy, gradients = backward(y, [x, scale, shift])
    case(name, training, before, {"y": y, **statistics}, {"running_mean": mean, "running_variance": variance})
    case(name + "-back", f"BatchNormBackward({training})", {"dy": dy, "x": x, "y": y, "scale": scale, **statistics},
         dict(zip(("dx", "dscale", "dshift"), gradients)))

for name, operation, function in (("relu", "Activate(Activation(RELU, 0))", F.relu),
                                  ("leaky", "Activate(Activation(LEAKY_RELU, 0.01))", lambda v: F.leaky_relu(v, 0.01)),
                                  ("sigmoid", "Activate(Activation(SIGMOID, 0))", torch.sigmoid),
                                  ("tanh", "Activate(Activation(TANH, 0))", torch.tanh),
                                  ("softmax", "Softmax()", lambda v: F.softmax(v, 1)),
                                  ("log-softmax", "LogSoftmax()", lambda v: F.log_softmax(v, 1))):
    x = leaf(2, 3, 1, 2) * 3
    one(name, operation, operation.replace("(", "Backward(", 1), x, function(x), ("dy", "y"))

a, b = leaf(2, 1, 2, 2), leaf(2, 3, 2, 2)
case("concat", "Concat()", {"a": a, "b": b}, {"y": torch.cat([a, b], 1)})
one("slice", "Slice(1, 2)", "SliceBackward(Slice(1, 2))", b, b[:, 1:3], ("dy",))

a, b = leaf(2, 1, 2, 3), leaf(1, 4, 1, 3)
case("add", "Binary(ADD)", {"a": a, "b": b}, {"y": a + b})
case("subtract", "Binary(SUBTRACT)", {"a": a, "b": b}, {"y": a - b})
case("multiply", "Binary(MULTIPLY)", {"a": a, "b": b}, {"y": a * b})
case("divide", "Binary(DIVIDE)", {"a": a, "b": b}, {"y": a / b})
case("affine", "Affine(2.5, -1)", {"x": a}, {"y": 2.5 * a - 1})
case("sum", "Sum([BATCH, HEIGHT])", {"x": a}, {"y": a.sum((0, 2), keepdim=True)})
case("broadcast", "Broadcast(Shape(2, 4, 2, 3))", {"x": b}, {"y": b.expand(2, 4, 2, 3)})
case("power", "Power(1.5)", {"x": a.abs()}, {"y": a.abs() ** 1.5})


def unary(name, function, x):
    one(name, f"Unary({name.upper()})", f"UnaryBackward({name.upper()})", x, function(x))


for name, function in (("exp", torch.exp), ("log", torch.log), ("sqrt", torch.sqrt), ("abs", torch.abs)):
    x = torch.randn(1, 2, 2, 2)
    if name in ("log", "sqrt"):
        x = x.abs() + 0.1
    else:
        x[0, 0, 0, 0] = 0
    unary(name, function, x.requires_grad_())

x = torch.tensor([-2, -1, -0.5, 0, 0.7, 1.5, 2]).reshape(1, 7, 1, 1).requires_grad_()
one("clamp", "Clamp(-1, 1.5)", "ClampBackward(Clamp(-1, 1.5))", x, x.clamp(-1, 1.5), ("dy", "x"))

x = torch.tensor([-800, -2, 0, 1.5, 700, 30.0]).repeat(2).reshape(1, 2, 2, 3).requires_grad_()
target = torch.tensor([0, 0, 1, 0, 0, 0, 1, 1, 0.25, 1, 1, 1.0]).reshape(1, 2, 2, 3)
y = F.binary_cross_entropy_with_logits(x, target, reduction="none", pos_weight=torch.tensor(3.0))
dy, (dx,) = backward(y, [x])
case("bce", "BceWithLogits(3)", {"x": x, "target": target}, {"y": y})
case("bce-back", "BceWithLogitsBackward(BceWithLogits(3))", {"dy": dy, "x": x, "target": target}, {"dx": dx})

x = leaf(2, 3, 2, 2)
target = torch.tensor([[[0, 2], [1, 2]], [[2, 1], [0, 0]]])
for name, attributes, weights, ignore in (("nll", "([], -100)", None, -100), ("nll-weighted", "([0.5, 2, 3], 2)", torch.tensor([0.5, 2, 3]), 2)):
    y = F.nll_loss(x, target, weights, reduction="none", ignore_index=ignore).unsqueeze(1)
    dy, (dx,) = backward(y, [x])
    t = target.unsqueeze(1).double()
    case(name, "Nll" + attributes, {"x": x, "target": t}, {"y": y})
    case(name + "-back", f"NllBackward(Nll{attributes}, 3)", {"dy": dy, "target": t}, {"dx": dx})
    # The loss of log-probabilities of -1 is the weight.
    weight = F.nll_loss(torch.full((2, 3, 2, 2), -1.0), target, weights, reduction="none", ignore_index=ignore).unsqueeze(1)
    case(name + "-weight", "NllWeight" + attributes, {"target": t}, {"y": weight})


def ranked_sum(key, value, axes):
    """Sums of values in the order of falling keys, equal keys in reference order."""
    rest = [a for a in range(4) if a not in axes]
    flat = lambda t: t.permute(*rest, *axes).flatten(len(rest)).flatten(0, -2)
    order = torch.sort(flat(key), dim=-1, descending=True, stable=True)[1]
    sums = torch.empty_like(flat(value)).scatter_(-1, order, flat(value).gather(-1, order).cumsum(-1))
    return sums.reshape([key.shape[a] for a in [*rest, *axes]]).permute(*np.argsort([*rest, *axes]).tolist())


key, summed = torch.randint(-2, 3, (2, 2, 3, 4)).double(), torch.randint(0, 2, (2, 2, 3, 4)).double()  # many ties
case("ranked-sum", "RankedSum([HEIGHT, WIDTH])", {"key": key, "value": summed}, {"y": ranked_sum(key, summed, [2, 3])})
case("ranked-sum-batch", "RankedSum([BATCH, CHANNEL])", {"key": key, "value": summed}, {"y": ranked_sum(key, summed, [0, 1])})

mask = (torch.rand(2, 3, 5, 7) > 0.6).double()
mask[0, 0], mask[1, 1] = 0, 1  # an empty and a full plane
distance = torch.zeros_like(mask)
for n, c in np.ndindex(2, 3):
    m = mask[n, c].numpy() > 0
    if m.any() and not m.all():
        distance[n, c] = torch.tensor(np.where(m, 1 - distance_transform_edt(m), distance_transform_edt(~m)))
case("signed-distance", "SignedDistance()", {"mask": mask}, {"y": distance})

for name, function in (("gelu", F.gelu), ("silu", F.silu)):
    unary(name, function, torch.tensor([-30, -6, -1.5, -0.2, 0, 0.3, 2, 5, 12.0]).reshape(1, 3, 1, 3).requires_grad_())

x = leaf(2, 8, 2, 3)
one("pixel-shuffle", "PixelShuffle(2)", "PixelShuffleBackward(PixelShuffle(2))", x, F.pixel_shuffle(x, 2), ("dy",))

for name, groups in (("group-norm", 2), ("instance-norm", 4)):
    x, scale, shift = leaf(2, 4, 3, 2), leaf(4), leaf(4)
    norm = f"GroupNorm({groups}, 1e-5)"
    y = F.group_norm(x, groups, scale, shift, 1e-5)
    rows = x.reshape(2, groups, -1)
    mean, inverse = rows.mean(2), (rows.var(2, unbiased=False) + 1e-5).rsqrt()
    statistics = {"mean": mean.reshape(2, groups, 1, 1), "inverse": inverse.reshape(2, groups, 1, 1)}
    dy, gradients = backward(y, [x, scale, shift])
    case(name, norm, {"x": x, "scale": scale, "shift": shift}, {"y": y, **statistics})
    case(name + "-back", f"GroupNormBackward({norm})", {"dy": dy, "x": x, "scale": scale, **statistics}, dict(zip(("dx", "dscale", "dshift"), gradients)))

convolution("conv-grouped", "Conv2d(1, 1, 1, 2)", lambda x, w, b: F.conv2d(x, w, b, padding=1, groups=2), leaf(2, 4, 3, 4), leaf(6, 2, 3, 3), leaf(6))
convolution("conv-depthwise", "Conv2d(2, 1, 1, 3)", lambda x, w, b: F.conv2d(x, w, b, stride=2, padding=1, groups=3), leaf(1, 3, 5, 6), leaf(3, 1, 3, 3), None)

# Attention's products: einsum over the channels of each head, and the gradients of sum(dy * y) by the same sums.
random = np.random.default_rng(7)


def normal(*shape):
    return torch.from_numpy(random.standard_normal(shape))


def by_head(x, heads):
    """[batch, channels, height, width] as [batch, heads, channels of a head, pixels]."""
    return x.reshape(x.shape[0], heads, x.shape[1] // heads, -1)


queries, keys = normal(2, 6, 2, 3), normal(2, 6, 4, 1)
q, k = (by_head(x.numpy(), 2) for x in (queries, keys))
case("pixel-products", "PixelProducts(2)", {"queries": queries, "keys": keys},
     {"y": torch.from_numpy(np.einsum("nhcq,nhck->nkhq", q, k))})
weights = normal(2, 4, 2, 6)
case("pixel-sums-over-keys", "PixelSums(KEYS)", {"matrix": weights, "x": keys},
     {"y": torch.from_numpy(np.einsum("nkhq,nhck->nhcq", weights.numpy(), k).reshape(2, 6, 2, 3))})
case("pixel-sums-over-queries", "PixelSums(QUERIES)", {"matrix": weights, "x": queries},
     {"y": torch.from_numpy(np.einsum("nkhq,nhcq->nhck", weights.numpy(), q).reshape(2, 6, 4, 1))})
