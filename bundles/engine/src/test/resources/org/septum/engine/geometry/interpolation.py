#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes resampled images and labels with SciPy: python3 interpolation.py > interpolation.txt

InterpolationTest makes the same image of 7 x 9 pixels and the same labels. Each line holds a name, a colon, and the values.
"""
import numpy as np
from scipy.ndimage import map_coordinates, zoom

image = ((np.arange(63) * 37 % 101) / 25 - 2).reshape(7, 9)
labels = (np.arange(63) * 29 % 13 // 4).reshape(7, 9)


def line(name, values):
    print(name, ":", *values.ravel())


def stretched(x, height, width, order):
    return zoom(x, (height / 7, width / 9), order=order, mode="nearest", grid_mode=True)


def turned(x, height, width, degrees, order):
    """Positions about the middle, turned by an angle; inside the image they agree with any boundary mode."""
    row, column = np.meshgrid(np.arange(height) - (height - 1) / 2, np.arange(width) - (width - 1) / 2, indexing="ij")
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return map_coordinates(x, [column * sin + row * cos + 3, column * cos - row * sin + 4], order=order, mode="nearest")


def shares(resample):
    """The label whose mask, interpolated linearly, is the greatest; the first of equal ones."""
    return np.argmax(np.round([resample((labels == label).astype(float)) for label in range(4)], 9), axis=0)


for height, width in ((11, 16), (4, 5), (7, 20)):
    line("stretch %d %d" % (height, width), stretched(image, height, width, 3))
    line("labels %d %d" % (height, width), shares(lambda x: stretched(x, height, width, 1)))
line("turn 5 5 30", turned(image, 5, 5, 30, 3))
line("labels 5 5 30", shares(lambda x: turned(x, 5, 5, 30, 1)))
