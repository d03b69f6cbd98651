#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes losses and their gradients with PyTorch in double precision: python3 losses.py > losses.txt

Each line holds the loss, the kind of target, its options (key=value, lists joined by /, "-" for none), the value, and the
gradient with respect to the logits in reference order. LossesTest holds the same logits and targets. Distance maps for the
boundary loss come from SciPy.
"""
import itertools
import numpy as np
import torch
import torch.nn.functional as F
from scipy.ndimage import distance_transform_edt

torch.set_default_dtype(torch.float64)

# Two samples, 2 x 3 pixels. The last class is absent from the second sample.
MASK_LOGITS = torch.tensor([-2.0, 0.5, 3.0, 1.0, -0.25, 40.0, 0.75, -1.5, 0.1, -0.6, 2.25, -3.0]).reshape(2, 1, 2, 3)
MASK = torch.tensor([0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0]).reshape(2, 1, 2, 3)
CLASS_LOGITS = torch.tensor([((7 * i * i + 3 * i) % 41) / 8 - 2.5 for i in range(36)])
CLASS_LOGITS[20] = 30.0
CLASS_LOGITS = CLASS_LOGITS.reshape(2, 3, 2, 3)
CLASSES = torch.tensor([0, 2, 1, 1, 0, 2, 0, 0, 1, 1, 0, 1]).reshape(2, 2, 3)


def line(name, kind, loss, **options):
    logits = (MASK_LOGITS if kind == "mask" else CLASS_LOGITS).clone().requires_grad_()
    value = loss(logits)
    (gradient,) = torch.autograd.grad(value, [logits])
    text = lambda v: str(v).lower() if isinstance(v, bool) else "/".join(map(str, v)) if isinstance(v, (list, tuple)) else str(v)
    given = ",".join(k.replace("_", "-") + "=" + text(v) for k, v in options.items() if v is not None) or "-"
    print(name, kind, given, value.item(), *gradient.flatten().tolist())


def maps(logits, kind, background=True):
    """Probabilities and truth, [batch, classes, height, width]."""
    if kind == "mask":
        return torch.sigmoid(logits), MASK
    first = 0 if background else 1
    return torch.softmax(logits, 1)[:, first:], F.one_hot(CLASSES, 3).permute(0, 3, 1, 2)[:, first:].double()


def weights_of(values):
    return None if values is None else torch.tensor(values)


for reduction in ("mean", "sum"):
    for weight in (1.0, 2.5):
        line("bce", "mask", lambda z: F.binary_cross_entropy_with_logits(z, MASK, pos_weight=torch.tensor(weight), reduction=reduction),
             reduction=reduction, positive_weight=weight)
    for weights, ignore, smoothing in itertools.product((None, [0.5, 2.0, 3.0]), (None, 2), (0.0, 0.2)):
        line("cross-entropy", "classes",
             lambda z: F.cross_entropy(z, CLASSES, weights_of(weights), ignore_index=-100 if ignore is None else ignore,
                                       reduction=reduction, label_smoothing=smoothing),
             reduction=reduction, class_weights=weights, ignore_index=ignore, label_smoothing=smoothing)


def overlap_loss(kind, of, background=True, over="sample", power=1):
    axes = (2, 3) if over == "sample" else (0, 2, 3)

    def loss(logits):
        p, t = maps(logits, kind, background)
        tp, fp, fn = (p * t).sum(axes), (p * (1 - t)).sum(axes), ((1 - p) * t).sum(axes)
        return of(tp, fp, fn, (p**power).sum(axes), t.sum(axes)).mean()
    return loss


for kind, over, background in itertools.product(("mask", "classes"), ("sample", "batch"), (True, False)):
    for squared, smooth in ((False, 1e-5), (True, 0.5)):
        line("dice", kind, overlap_loss(kind, lambda tp, fp, fn, p, t: 1 - (2 * tp + smooth) / (p + t + smooth), background, over, 2 if squared else 1),
             over=over, background=background, squared=squared, smooth=smooth)
    line("jaccard", kind, overlap_loss(kind, lambda tp, fp, fn, p, t: 1 - (tp + 0.1) / (tp + fp + fn + 0.1), background, over),
         over=over, background=background, smooth=0.1)
    tversky = lambda tp, fp, fn, p, t: 1 - (tp + 1e-5) / (tp + 0.2 * fp + 0.9 * fn + 1e-5)
    line("tversky", kind, overlap_loss(kind, tversky, background, over),
         over=over, background=background, false_positive=0.2, false_negative=0.9)
    line("focal-tversky", kind, overlap_loss(kind, lambda *o: tversky(*o) ** (1 / 1.5), background, over),
         over=over, background=background, false_positive=0.2, false_negative=0.9, gamma=1.5)

    def generalized(tp, fp, fn, p, t):
        w = torch.where(t > 0, 1 / t.clamp(min=1) ** 2, torch.zeros_like(t))
        return 1 - (2 * (w * tp).sum(-1) + 1e-3) / ((w * (p + t)).sum(-1) + 1e-3)
    line("generalized-dice", kind, overlap_loss(kind, generalized, background, over), over=over, background=background, smooth=1e-3)


def focal(kind, gamma, alpha=None, weights=None):
    def loss(z):
        if kind == "mask":
            p = torch.sigmoid(z)
            pt = p * MASK + (1 - p) * (1 - MASK)
            w = 1 if alpha is None else alpha * MASK + (1 - alpha) * (1 - MASK)
            entropy = F.binary_cross_entropy_with_logits(z, MASK, reduction="none")
        else:
            pt = torch.softmax(z, 1).gather(1, CLASSES.unsqueeze(1)).squeeze(1)
            w = 1 if weights is None else torch.tensor(weights)[CLASSES]
            entropy = F.cross_entropy(z, CLASSES, reduction="none")
        return (w * (1 - pt) ** gamma * entropy).mean()
    return loss


for gamma in (0.0, 0.5, 2.0):
    for alpha in (None, 0.25):
        line("focal", "mask", focal("mask", gamma, alpha), gamma=gamma, alpha=alpha)
    for weights in (None, [0.5, 2.0, 3.0]):
        line("focal", "classes", focal("classes", gamma, None, weights), gamma=gamma, class_weights=weights)


def top_k(kind, fraction, weights=None):
    def loss(z):
        if kind == "mask":
            losses = F.binary_cross_entropy_with_logits(z, MASK, reduction="none")
        else:
            losses = F.cross_entropy(z, CLASSES, weights_of(weights), reduction="none")
        return losses.flatten().topk(max(1, int(losses.numel() * fraction)))[0].mean()
    return loss


for fraction in (0.05, 0.3, 1.0):
    line("top-k-cross-entropy", "mask", top_k("mask", fraction), fraction=fraction)
    for weights in (None, [0.5, 2.0, 3.0]):
        line("top-k-cross-entropy", "classes", top_k("classes", fraction, weights), fraction=fraction, class_weights=weights)


def jaccard_slopes(truth):
    """The slopes of the Lovasz extension of the Jaccard loss, from the truth in order of falling error."""
    total = truth.sum()
    jaccard = 1 - (total - truth.cumsum(0)) / (total + (1 - truth).cumsum(0))
    return torch.cat([jaccard[:1], jaccard[1:] - jaccard[:-1]])


def lovasz(kind, over, only_present=True, background=True):
    def region(errors, truth):
        errors, order = torch.sort(errors, 0, descending=True)
        return (errors * jaccard_slopes(truth[order])).sum()

    def loss(z):
        if kind == "mask":
            errors, t = F.relu(1 - z * (2 * MASK - 1)), MASK
        else:
            p, t = maps(z, kind, background)
            errors = (t - p).abs()
        if over == "batch":
            errors, t = (x.transpose(0, 1).unsqueeze(0).flatten(2) for x in (errors, t))
        else:
            errors, t = errors.flatten(2), t.flatten(2)
        samples = []
        for e, truth in zip(errors, t):
            regions = [region(e[c], truth[c]) for c in range(len(e)) if kind == "mask" or not only_present or truth[c].sum() > 0]
            samples.append(torch.stack(regions).mean())
        return torch.stack(samples).mean()
    return loss


for over in ("sample", "batch"):
    line("lovasz", "mask", lovasz("mask", over), over=over)
    for only_present, background in itertools.product((True, False), (True, False)):
        line("lovasz", "classes", lovasz("classes", over, only_present, background), over=over, only_present=only_present, background=background)


def signed_distance(truth):
    """In pixels: to the region from outside, minus that out of it from inside, as in the authors' code."""
    result = np.zeros(truth.shape)
    for index in np.ndindex(truth.shape[:2]):
        inside = truth[index].numpy() > 0
        if inside.any() and not inside.all():
            result[index] = distance_transform_edt(~inside) * ~inside - (distance_transform_edt(inside) - 1) * inside
    return torch.tensor(result)


def boundary(kind, background=False):
    def loss(z):
        p, t = maps(z, kind, background)
        return (p * signed_distance(t)).mean()
    return loss


line("boundary", "mask", boundary("mask"))
for background in (True, False):
    line("boundary", "classes", boundary("classes", background), background=background)
