#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes optimizers and schedules with PyTorch: python3 training.py optimizers > optimizers.txt; likewise schedules

Each line holds a type and its options (key=value, lists joined by /, "-" for none); then, for optimizers, five parameters
after five steps in float32 and five averaged ones; for schedules, the factor of each of 20 steps in 4 epochs. The first
parameters and the gradients stand in TestOptimizers, the values that reduce-on-plateau watches in SchedulesTest. Lion, which
this PyTorch does not have, is written out after the authors' pseudocode.
"""
import itertools
import sys
import torch
from torch.optim import lr_scheduler as schedulers
from torch.optim.swa_utils import AveragedModel

START = [0.5, -1.25, 3.0, 1e-3, 0.0]
SCALE = [0.1, -0.2, 0.3, 1e-6, 5.0]


def text(options):
    value = lambda v: str(v).lower() if isinstance(v, bool) else "/".join(map(str, v)) if isinstance(v, tuple) else str(v)
    return ",".join(k.replace("_", "-") + "=" + value(v) for k, v in options.items()) or "-"


def gradients(step):
    found = [s * ((-1) ** (step * (i + 1)) + 0.5 * step) for i, s in enumerate(SCALE)]
    return found if step < 4 else [0.01 * g for g in found]


class Lion(torch.optim.Optimizer):
    def __init__(self, parameters, lr, betas, weight_decay):
        super().__init__(parameters, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                m = self.state[p].setdefault("exp_avg", torch.zeros_like(p))
                (b1, b2), lr = group["betas"], group["lr"]
                update = (m * b1 + p.grad * (1 - b1)).sign()
                p.mul_(1 - lr * group["weight_decay"]).sub_(lr * update)
                m.mul_(b2).add_(p.grad, alpha=1 - b2)


class Holder(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.p = torch.nn.Parameter(torch.tensor(START))


def optimizer(name, make, options, clip=None, decay=0.9):
    holder = Holder()
    p = holder.p
    average = AveragedModel(holder, avg_fn=lambda a, v, n: a + (1 - min(decay, float(n) / (n + 10))) * (v - a))
    o = make(p)
    for step in range(1, 6):
        p.grad = torch.tensor(gradients(step))
        if clip is not None:
            torch.nn.utils.clip_grad_norm_([p], clip)
        o.step()
        average.update_parameters(holder)
    print(name, text(options), *p.tolist(), *average.module.p.tolist())


def optimizers():
    for lr, momentum, nesterov, wd in itertools.product((0.01, 0.1), (0.0, 0.9), (False, True), (0.0, 0.1)):
        if momentum or not nesterov:
            optimizer("sgd", lambda p: torch.optim.SGD([p], lr=lr, momentum=momentum, nesterov=nesterov, weight_decay=wd),
                      dict(learning_rate=lr, momentum=momentum, nesterov=nesterov, weight_decay=wd))
    for clip in (0.5, 100.0):
        optimizer("sgd", lambda p: torch.optim.SGD([p], lr=0.1, momentum=0.9), dict(learning_rate=0.1, momentum=0.9, clip_norm=clip), clip)
    for lr, betas, wd, amsgrad in itertools.product((1e-3, 0.05), ((0.9, 0.999), (0.5, 0.7)), (0.0, 0.1), (False, True)):
        optimizer("adamw", lambda p: torch.optim.AdamW([p], lr=lr, betas=betas, weight_decay=wd, amsgrad=amsgrad),
                  dict(learning_rate=lr, betas=betas, weight_decay=wd, amsgrad=amsgrad))
    for alpha, momentum, centered, wd in itertools.product((0.99, 0.5), (0.0, 0.9), (False, True), (0.0, 0.1)):
        optimizer("rmsprop", lambda p: torch.optim.RMSprop([p], lr=0.01, alpha=alpha, momentum=momentum, centered=centered, weight_decay=wd),
                  dict(alpha=alpha, momentum=momentum, centered=centered, weight_decay=wd))
    for lr, betas, wd in itertools.product((1e-4, 0.05), ((0.9, 0.99), (0.5, 0.7)), (0.0, 0.1)):
        optimizer("lion", lambda p: Lion([p], lr, betas, wd), dict(learning_rate=lr, betas=betas, weight_decay=wd))


STEPS, EPOCHS, TOTAL = 5, 4, 20
WATCHED = [0.5, 0.4, 0.40001, 0.45]


def schedule(name, make, options, by_epoch=False):
    o = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    s = make(o)
    factors = []
    for step in range(1, TOTAL + 1):
        factors.append(o.param_groups[0]["lr"])
        o.step()
        if not by_epoch:
            s.step()
        elif step % STEPS == 0:
            s.step(*([WATCHED[step // STEPS - 1]] if by_epoch == "watch" else []))
    print(name, text(options), *factors)


def schedules():
    schedule("step", lambda o: schedulers.StepLR(o, 2, 0.1), dict(every=2), True)
    schedule("step", lambda o: schedulers.StepLR(o, 1, 0.5), dict(every=1, factor=0.5), True)
    schedule("cosine", lambda o: schedulers.CosineAnnealingLR(o, TOTAL), {})
    schedule("cosine", lambda o: schedulers.CosineAnnealingLR(o, TOTAL, eta_min=0.2), dict(final_factor=0.2))
    schedule("polynomial", lambda o: schedulers.PolynomialLR(o, TOTAL, 0.9), {})
    schedule("polynomial", lambda o: schedulers.PolynomialLR(o, TOTAL, 2), dict(power=2.0))
    schedule("one-cycle", lambda o: schedulers.OneCycleLR(o, 1.0, TOTAL), {})
    schedule("one-cycle", lambda o: schedulers.OneCycleLR(o, 1.0, TOTAL, pct_start=0.5, div_factor=4, final_div_factor=10),
             dict(rise=0.5, start_divisor=4.0, final_divisor=10.0))
    schedule("warm-up", lambda o: schedulers.LinearLR(o, 0.25, total_iters=10), dict(epochs=2.0, start_factor=0.25))
    schedule("warm-up", lambda o: schedulers.SequentialLR(o, [schedulers.LinearLR(o, 0.01, total_iters=6), schedulers.CosineAnnealingLR(o, TOTAL - 6)], [6]),
             dict(epochs=1.2, then="cosine"))
    for patience in (0, 1):
        schedule("reduce-on-plateau", lambda o: schedulers.ReduceLROnPlateau(o, patience=patience),
                 dict(monitor="validation/loss", mode="min", patience=patience), "watch")


globals()[sys.argv[1]]()
