#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes intensity scalings with NumPy: python3 scaling.py > scaling.txt

Lines "percentile COUNT PERCENT VALUE" are percentiles of the first COUNT intensities, which repeat where COUNT is odd. The
other lines hold the scaling, its options, a colon and the result of a volume of three slices with 5 x 4 pixels and two
channels. IntensityScalingsTest makes the same intensities.
"""
import numpy as np


def intensities(count, distinct=1009):
    return (np.arange(count) * 389 % distinct * 0.75 - 100).astype(np.float32).astype(np.float64)


volume = intensities(120).reshape(3, 2, 5, 4)

for count in (1, 2, 7, 60, 301, 1000):
    for percent in (0, 0.5, 37.3, 50, 99.5, 100):
        distinct = 11 if count % 2 else 1009
        print("percentile", count, percent, np.percentile(intensities(count, distinct), percent))


def line(name, options, rule):
    for per, axes in (("volume", (0, 2, 3)), ("slice", (2, 3))):
        print(name, *("%s=%s" % o for o in options.items()), "per=" + per, ":", *rule(volume, axes).ravel())


def min_max(x, axes):
    least = x.min(axes, keepdims=True)
    return (x - least) / (x.max(axes, keepdims=True) - least)


def clip(x, axes, lower, upper):
    return np.clip(x, np.percentile(x, lower, axes, keepdims=True), np.percentile(x, upper, axes, keepdims=True))


line("min-max", {}, min_max)
line("z-score", {}, lambda x, axes: (x - x.mean(axes, keepdims=True)) / (x.std(axes, keepdims=True) + 1e-8))
for lower, upper in ((0.0, 99.5), (0.5, 99.5), (12.5, 60.0)):
    line("percentile-clip", dict(lower=lower, upper=upper), lambda x, axes: clip(x, axes, lower, upper))
