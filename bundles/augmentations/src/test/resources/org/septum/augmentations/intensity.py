#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes intensity augmentations with NumPy and SciPy: python3 intensity.py > intensity.txt

Each line holds the augmentation, its options, a colon and the values of the result. A single number of an option means a
range that starts and ends there. IntensityAugmentationsTest makes the same image: two channels of 6 x 5 pixels.
"""
import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates

image = ((np.arange(60) * 37 % 101) / 25 - 2).astype(np.float32).astype(np.float64).reshape(2, 6, 5)
image[1] *= 4


def line(name, options, change):
    result = np.stack([change(channel) for channel in image])
    print(name, *("%s=%s" % (k.replace("_", "-"), str(v).lower()) for k, v in options.items()), ":", *result.ravel())


def gamma(x, exponent, retain_statistics, invert):
    y = -x if invert else x
    y = ((y - y.min()) / np.ptp(y)) ** exponent * np.ptp(y) + y.min()
    y = -y if invert else y
    return (y - y.mean()) / y.std() * x.std() + x.mean() if retain_statistics else y


def brightness_contrast(x, brightness, contrast, keep_range, multiplier=1.0):
    x = x * multiplier
    y = (x - x.mean()) * contrast + x.mean()
    return (np.clip(y, x.min(), x.max()) if keep_range else y) + brightness * x.std()


def bias_field(x, coefficient, order):
    degree = np.arange(order + 1)
    total = degree[:, None] + degree
    coefficients = np.where((total >= 1) & (total <= order), coefficient, 0.0)
    rows, columns = np.linspace(-1, 1, 6), np.linspace(-1, 1, 5)
    return (x - x.min()) * np.exp(np.polynomial.polynomial.polygrid2d(rows, columns, coefficients)) + x.min()


def gaussian_blur(x, sigma):
    return gaussian_filter(x, sigma, mode="nearest", truncate=4)


def low_resolution(x, factor):
    def axis(size):
        coarse = max(1, round(size * factor))
        scale = size / coarse
        place = (np.arange(coarse) + 0.5) * scale
        between = np.isclose(place, np.round(place)) & (np.arange(coarse) % 2 == 0)
        nearest = np.where(between, np.round(place) - 1, np.floor(place + 1e-9)).astype(int)
        return nearest, (np.arange(size) + 0.5) / scale - 0.5

    (rows, back_rows), (columns, back_columns) = axis(x.shape[0]), axis(x.shape[1])
    coarse = x[np.ix_(rows, columns)]
    return map_coordinates(coarse, np.meshgrid(back_rows, back_columns, indexing="ij"), order=1, mode="nearest")


for options in (
    dict(exponent=0.7, retain_statistics=False, invert=False),
    dict(exponent=1.5, retain_statistics=True, invert=False),
    dict(exponent=1.5, retain_statistics=True, invert=True),
):
    line("gamma", options, lambda x: gamma(x, **options))
for options in (
    dict(brightness=0.25, contrast=1.25, keep_range=True),
    dict(brightness=-0.5, contrast=1.4, keep_range=False),
    dict(brightness=0.25, contrast=1.25, keep_range=True, multiplier=0.75),
):
    line("brightness-contrast", options, lambda x: brightness_contrast(x, **options))
for options in (dict(coefficient=0.3, order=3), dict(coefficient=-0.2, order=1)):
    line("bias-field", options, lambda x: bias_field(x, **options))
for sigma in (0.5, 0.9, 2.3):
    line("gaussian-blur", dict(sigma=sigma), lambda x: gaussian_blur(x, sigma))
for factor in (0.5, 0.7, 0.2):
    line("low-resolution", dict(factor=factor), lambda x: low_resolution(x, factor))
