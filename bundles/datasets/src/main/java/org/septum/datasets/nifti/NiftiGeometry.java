// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.api.data.Affine;
import org.septum.api.data.Spacing;

/** Reads where voxels lie in space from a NIfTI header, in mm. */
final class NiftiGeometry {

    private NiftiGeometry() {}

    /**
     * @throws UserError if a voxel size is negative
     */
    static Optional<Spacing> spacing(NiftiVersion version, ByteBuffer header, String file) {
        double unit = unit(version, header);
        double[] sizes = new double[3];
        for (int i = 0; i < 3; i++) {
            double size = version.pixelSize(header, i + 1) * unit;
            if (size < 0) {
                throw new UserError(file + " says that its voxels are " + size + " mm long in dimension " + (i + 1)
                        + ", allowed are lengths from 0 (unknown); its header is damaged");
            }
            boolean known = i < version.dimension(header, 0) && size > 0 && Double.isFinite(size);
            sizes[i] = known ? size : Double.NaN;
        }
        return Double.isNaN(sizes[0] + sizes[1])
                ? Optional.empty()
                : Optional.of(new Spacing(sizes[1], sizes[0], sizes[2]));
    }

    static Optional<Affine> affine(NiftiVersion version, ByteBuffer header) {
        List<Double> rows;
        if (version.rowsCode(header) > 0) {
            rows = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                rows.add(version.row(header, i));
            }
        } else if (version.quaternionCode(header) > 0) {
            rows = rotation(version, header);
        } else {
            return Optional.empty();
        }
        double unit = unit(version, header);
        return Optional.of(new Affine(rows.stream().map(value -> value * unit).toList()));
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
        double x = version.pixelSize(header, 1);
        double y = version.pixelSize(header, 2);
        double z = version.pixelSize(header, 3) * (version.pixelSize(header, 0) < 0 ? -1 : 1);
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
