#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes with NumPy what TrainedScalingsTest expects: python3 foreground.py > foreground.txt

The volume is that of scaling.py. Its foreground are the pixels whose index in the slice leaves 1 when divided by 3. Lines
"figures CHANNEL LOWER UPPER MEAN SD" hold percentiles 0.5 and 99.5, mean and deviation of the foreground of the first two slices,
which is the training part; "values" the third slice after by-channel with channel 0 as CT and channel 1 as MRI (z-score of
the whole volume). "thinned" are both percentiles of every fourth of 1000 intensities.
"""
import numpy as np

from scaling import intensities, volume

foreground = np.arange(20) % 3 == 1
training = volume[:2].reshape(2, 2, 20)[:, :, foreground]
figures = []
for channel in (0, 1):
    x = training[:, channel].ravel()
    figures.append((np.percentile(x, 0.5), np.percentile(x, 99.5), x.mean(), x.std()))
    print("figures", channel, *figures[-1])
lower, upper, mean, sd = figures[0]
ct = (np.clip(volume[2, 0], lower, upper) - mean) / sd
mri = (volume[2, 1] - volume[:, 1].mean()) / (volume[:, 1].std() + 1e-8)
print("values", *ct.ravel(), *mri.ravel())
thinned = intensities(1000)[::4]
print("thinned", np.percentile(thinned, 0.5), np.percentile(thinned, 99.5))
