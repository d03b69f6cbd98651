#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes small NIfTI files with nibabel, and expected.txt: what nibabel reads from them (lengths in mm, x fastest).

usage: make_fixtures.py, in this folder. The files here were made with nibabel 5.
"""
import nibabel as nib
import numpy as np

TURN = nib.quaternions.quat2mat([0.8, 0.36, -0.48, 0.0])
random = np.random.default_rng(1)
lines = []


def keep(name, image, mm=1.0):
    nib.save(image, name)
    image = nib.load(name)
    data = np.asarray(image.get_fdata(dtype=np.float64)).reshape(image.shape[:3])
    zooms = [float(z) * mm for z in image.header.get_zooms()[:3]]
    affine = image.affine[:3] * mm
    for row in ([name], data.shape, zooms, affine.ravel(), data.ravel(order="F")):
        lines.append(" ".join(repr(v.item() if isinstance(v, np.generic) else v).strip("'") for v in row))


# sform and qform differ, and the sform's columns are not as long as the voxels; slope and intercept.
image = nib.Nifti1Image(random.integers(-500, 500, (4, 3, 2)).astype(np.int16), None)
image.header.set_zooms((1.5, 1.25, 8.0))
image.set_qform(np.diag([9.0, 9.0, 9.0, 1.0]), code=1, update_affine=False)
image.header.set_zooms((1.5, 1.25, 8.0))
image.set_sform(np.array([[-1.0, 0.2, 0.0, 5.0], [0.1, -1.0, 0.0, 6.0], [0.0, 0.0, 1.0, -7.0], [0, 0, 0, 1]]), code=2)
image.header.set_slope_inter(2.5, -3.0)
nib.save(image, "sform-scaled.nii.gz")
keep("sform-scaled.nii.gz", nib.load("sform-scaled.nii.gz"))

# Only a qform, of a left-handed system, big-endian, not compressed.
affine = np.eye(4)
affine[:3, :3] = TURN @ np.diag([1.5, 2.0, -3.0])
affine[:3, 3] = [-10.0, 20.5, 3.25]
header = nib.Nifti1Header(endianness=">")
image = nib.Nifti1Image(random.integers(0, 60000, (3, 2, 2)).astype(">u2"), None, header)
image.set_qform(affine, code=1)
image.set_sform(None, code=0)
image.set_data_dtype(np.uint16)
keep("qform-left-handed-big-endian.nii", image)

# NIfTI-2 with an extension, micrometres and float64.
image = nib.Nifti2Image(random.normal(size=(2, 3, 2)), np.diag([700.0, 800.0, 900.0, 1.0]))
image.header.set_xyzt_units("micron")
image.header.extensions.append(nib.nifti1.Nifti1Extension("comment", b"for a test"))
keep("nifti2-extension-micrometres.nii.gz", image, 0.001)

# Dimensions of length 1 at the end, half a turn (a quaternion without a real part), signed bytes.
image = nib.Nifti1Image(random.integers(-128, 128, (2, 2, 3, 1, 1)).astype(np.int8), np.diag([-2.0, -2.0, 5.0, 1.0]))
image.set_qform(image.affine, code=2)
image.set_sform(None, code=0)
keep("five-dimensions.nii.gz", image)

with open("expected.txt", "w") as out:
    out.write("\n".join(lines) + "\n")
