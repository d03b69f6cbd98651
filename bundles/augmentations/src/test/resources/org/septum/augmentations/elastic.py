#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes displacements of a cubic B-spline lattice with SciPy: python3 elastic.py > elastic.txt

Each line holds a position (x, y) and its displacement (x, y). The lattice has 5 x 4 cells of 8 pixels, so 8 x 7 control
points; the numbers of ElasticFieldTest are sin(0), sin(1), ... in its order.
"""
import numpy as np
from scipy.interpolate import BSpline

cell, columns, rows = 8, 5, 4
control = np.sin(np.arange(2 * (columns + 3) * (rows + 3))).reshape(rows + 3, columns + 3, 2)


def knots(cells):
    return (np.arange(cells + 7) - 3 - cells / 2) * cell


def displacement(x, y):
    along_y = BSpline(knots(rows), control, 3)(y)
    return BSpline(knots(columns), along_y, 3)(x)


for x, y in ((0, 0), (4, 0), (-20, -16), (19.999, 15.999), (3.3, -11.2), (-17.5, 7.75), (12, -8), (-9, 13)):
    print(x, y, *displacement(x, y))
