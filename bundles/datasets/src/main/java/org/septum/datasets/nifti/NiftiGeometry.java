// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.septum.api.data.Affine;
import org.septum.api.data.Spacing;

/** Reads where voxels lie in space from a NIfTI header, in mm. */
final class NiftiGeometry {

    private NiftiGeometry() {}

    /** Voxel sizes, without the sign that some programs give them. */
    static Optional<Spacing> spacing(NiftiVersion version, ByteBuffer header) {
        double unit = unit(version, header);
        double[] sizes = new double[3];
        for (int i = 0; i < 3; i++) {
            double size = Math.abs(version.pixelSize(header, i + 1)) * unit;
            boolean known = i < version.dimension(header, 0) && size > 0 && Double.isFinite(size);
            sizes[i] = known ? size : Double.NaN;
        }
        return Double.isNaN(sizes[0] + sizes[1])
                ? Optional.empty()
                : Optional.of(new Spacing(sizes[1], sizes[0], sizes[2]));
    }

    /** The rows (sform) where they tell positions, else the quaternion (qform), as other readers take them. */
    static Optional<Affine> affine(NiftiVersion version, ByteBuffer header) {
        return rows(version, header).or(() -> quaternion(version, header));
    }

    /** What is odd about a header and read nevertheless, each in a few words. */
    static List<String> notes(NiftiVersion version, ByteBuffer header, int[] lengths) {
        List<String> notes = new ArrayList<>();
        if (version.pixelSize(header, 1) < 0 || version.pixelSize(header, 2) < 0 || version.pixelSize(header, 3) < 0) {
            notes.add("negative voxel sizes (pixdim) taken as positive");
        }
        Optional<Affine> rows = rows(version, header);
        Optional<Affine> quaternion = quaternion(version, header);
        if (rows.isPresent() && quaternion.isPresent()) {
            Lattice sform = new Lattice(lengths, rows.get());
            if (sform.distance(new Lattice(lengths, quaternion.get())) > sform.tolerance()) {
                notes.add("sform and qform place the voxels differently, and the sform is taken");
            }
        } else if (rows.isEmpty() && version.rowsCode(header) > 0) {
            notes.add("an sform that tells no positions (not finite numbers, or no step between voxels) is not taken");
        }
        return List.copyOf(notes);
    }

    private static Optional<Affine> rows(NiftiVersion version, ByteBuffer header) {
        if (version.rowsCode(header) <= 0) {
            return Optional.empty();
        }
        List<Double> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            rows.add(version.row(header, i));
        }
        return affine(rows, version, header);
    }

    private static Optional<Affine> quaternion(NiftiVersion version, ByteBuffer header) {
        return version.quaternionCode(header) > 0
                ? affine(rotation(version, header), version, header)
                : Optional.empty();
    }

    private static Optional<Affine> affine(List<Double> rows, NiftiVersion version, ByteBuffer header) {
        double unit = unit(version, header);
        return rows.stream().allMatch(Double::isFinite) && hasSteps(rows, version, header)
                ? Optional.of(
                        new Affine(rows.stream().map(value -> value * unit).toList()))
                : Optional.empty();
    }

    /** Whether all voxels have places of their own along each axis, as far as it has several. */
    private static boolean hasSteps(List<Double> rows, NiftiVersion version, ByteBuffer header) {
        for (int axis = 0; axis < 3; axis++) {
            boolean several = axis < version.dimension(header, 0) && version.dimension(header, axis + 1) > 1;
            if (several && rows.get(axis) == 0 && rows.get(4 + axis) == 0 && rows.get(8 + axis) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Turns a unit quaternion with a positive or zero real part, scaled by the voxel sizes, into rows. */
    private static List<Double> rotation(NiftiVersion version, ByteBuffer header) {
        double b = version.quaternion(header, 0);
        double c = version.quaternion(header, 1);
        double d = version.quaternion(header, 2);
        double rest = 1 - (b * b + c * c + d * d);
        double a = Math.sqrt(Math.max(0, rest));
        if (rest < 0) {
            // Rounding has made the quaternion longer than 1: half a turn, without a real part.
            double length = Math.sqrt(1 - rest);
            b /= length;
            c /= length;
            d /= length;
        }
        double x = Math.abs(version.pixelSize(header, 1));
        double y = Math.abs(version.pixelSize(header, 2));
        double z = Math.abs(version.pixelSize(header, 3)) * (version.pixelSize(header, 0) < 0 ? -1 : 1);
        return List.of(
                (a * a + b * b - c * c - d * d) * x,
                2 * (b * c - a * d) * y,
                2 * (b * d + a * c) * z,
                version.quaternion(header, 3),
                2 * (b * c + a * d) * x,
                (a * a + c * c - b * b - d * d) * y,
                2 * (c * d - a * b) * z,
                version.quaternion(header, 4),
                2 * (b * d - a * c) * x,
                2 * (c * d + a * b) * y,
                (a * a + d * d - b * b - c * c) * z,
                version.quaternion(header, 5));
    }

    /** The header's unit of length in mm; an unknown one is taken as mm. */
    private static double unit(NiftiVersion version, ByteBuffer header) {
        return switch (version.lengthUnit(header)) {
            case 1 -> 1000;
            case 3 -> 0.001;
            default -> 1;
        };
    }
}
