#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes losses and their gradients with PyTorch in double precision: python3 losses.py > losses.txt

Each line holds the loss, its options (reduction, positive or class weights, ignored index), the value, and the gradient with
respect to the logits in reference order. LossesTest holds the same logits and targets.
"""
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def line(name, reduction, weights, ignore, loss, logits):
    (gradient,) = torch.autograd.grad(loss, [logits])
    weights = "-" if weights is None else ",".join(map(str, weights.flatten().tolist()))
    print(name, reduction, weights, "-" if ignore == -100 else ignore, loss.item(), *gradient.flatten().tolist())


binary = torch.tensor([-2.0, 0.5, 3.0, 1.0, -0.25, 40.0]).reshape(2, 1, 1, 3).requires_grad_()
mask = torch.tensor([0.0, 1.0, 1.0, 0.0, 1.0, 0.0]).reshape(2, 1, 1, 3)
multiclass = torch.tensor([1.0, -2.0, 0.5, 3.0, -1.5, 0.25, 0.0, 30.0, 2.0, -1.0, 1.0, -4.0]).reshape(2, 3, 1, 2).requires_grad_()
classes = torch.tensor([0, 2, 1, 1]).reshape(2, 1, 2)

for reduction in ("mean", "sum"):
    for weight in (torch.tensor(1.0), torch.tensor(2.5)):
        loss = F.binary_cross_entropy_with_logits(binary, mask, pos_weight=weight, reduction=reduction)
        line("bce", reduction, weight, -100, loss, binary)
    for weights in (None, torch.tensor([0.5, 2.0, 3.0])):
        for ignore in (-100, 2):
            loss = F.cross_entropy(multiclass, classes, weights, ignore_index=ignore, reduction=reduction)
            line("cross-entropy", reduction, weights, ignore, loss, multiclass)
