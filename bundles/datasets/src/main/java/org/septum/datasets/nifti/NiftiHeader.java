// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.api.data.Affine;
import org.septum.api.data.Spacing;

/**
 * What a NIfTI header says of a stack of slices. The first index of a voxel, x, is its column, the second, y, its row and
 * the third its slice, so that an image lies in memory as in the file and the affine map is the file's own.
 *
 * @param bytes the header as stored
 * @param order of the file's numbers
 * @param width the length of x
 * @param height the length of y
 * @param spacing the header's voxel sizes (pixdim) in mm, whatever the affine map says; without a unit they are taken as
 *     mm. Empty where one within slices is zero or not a number; NaN between slices where that one is
 * @param affine the rows (sform) where their code is positive, else the quaternion (qform) where its code is, in mm; neither
 *     where it has no finite numbers, or no step along an axis of several voxels
 * @param slope what stored numbers are multiplied by; 1 where the header has 0 or no finite number, for none
 * @param intercept what is added then; 0 where there is no slope
 * @param offset where the voxels start in the file
 * @param notes what is odd and read nevertheless, each in a few words
 */
record NiftiHeader(
        NiftiVersion version,
        byte[] bytes,
        ByteOrder order,
        NiftiType type,
        int width,
        int height,
        int slices,
        Optional<Spacing> spacing,
        Optional<Affine> affine,
        double slope,
        double intercept,
        long offset,
        List<String> notes) {

    /** More voxels than this are refused before memory is taken for them: a damaged header can claim any number. */
    static final long MOST_VOXELS = 1L << 28;

    /** What is said of one of two files. */
    static final String PAIR = "is one half of a pair of .hdr and .img files; convert the pair to one .nii.gz file, for"
            + " example with nibabel: nib.save(nib.load('NAME.img'), 'NAME.nii.gz')";

    /** The most bytes of extensions between header and voxels. */
    static final long MOST_EXTENSION = 1L << 26;

    /**
     * Checks and reads a header.
     *
     * @param bytes as many as the version's header has
     * @param file what it belongs to, for messages
     * @throws UserError if the header is damaged, claims too much, or describes what is not a stack of slices
     */
    static NiftiHeader parse(NiftiVersion version, byte[] bytes, ByteOrder order, String file) {
        ByteBuffer header = ByteBuffer.wrap(bytes).order(order);
        if (version.isPair(header)) {
            throw pair(file);
        }
        if (!version.isSingleFile(header)) {
            throw new UserError(
                    file + " has the size of a NIfTI header but not its mark; it is damaged, or an ANALYZE 7.5"
                            + " file: convert it to .nii.gz");
        }
        int[] lengths = lengths(version, header, file);
        NiftiType type = NiftiType.of(version.type(header), file);
        double slope = version.slope(header);
        double intercept = version.intercept(header);
        boolean scaled = slope != 0 && Double.isFinite(slope);
        if (scaled && !Double.isFinite(intercept)) {
            throw new UserError(file + " scales its numbers by " + slope + " and adds " + intercept
                    + ", which is not a finite number (scl_inter); its header is damaged");
        }
        return new NiftiHeader(
                version,
                bytes,
                order,
                type,
                lengths[0],
                lengths[1],
                lengths[2],
                NiftiGeometry.spacing(version, header),
                NiftiGeometry.affine(version, header),
                scaled ? slope : 1,
                scaled ? intercept : 0,
                offset(version, header, file),
                NiftiGeometry.notes(version, header, lengths));
    }

    static UserError pair(String file) {
        return new UserError(file + " " + PAIR);
    }

    /** The numbers of columns, rows and slices. */
    int[] lengths() {
        return new int[] {width, height, slices};
    }

    /** The number of bytes of voxels. */
    long dataBytes() {
        return (long) width * height * slices * type.bytes();
    }

    /** The size for messages: columns, rows, slices. */
    String size() {
        return width + " x " + height + " x " + slices;
    }

    private static int[] lengths(NiftiVersion version, ByteBuffer header, String file) {
        long count = version.dimension(header, 0);
        if (count < 1 || count > 7) {
            throw new UserError(
                    file + " says it has " + count + " dimensions, allowed are 1 to 7; its header is damaged");
        }
        int[] lengths = {1, 1, 1};
        StringBuilder all = new StringBuilder();
        long voxels = 1;
        for (int i = 1; i <= count; i++) {
            long length = version.dimension(header, i);
            all.append(i == 1 ? "" : " x ").append(length);
            if (length < 1) {
                throw new UserError(file + " says it has length " + length + " in dimension " + i
                        + ", allowed are lengths from 1; its header is damaged");
            }
            voxels = length > MOST_VOXELS / voxels ? MOST_VOXELS + 1 : voxels * length;
            if (i <= 3 && length <= MOST_VOXELS) {
                lengths[i - 1] = (int) length;
            }
        }
        if (voxels > MOST_VOXELS) {
            throw new UserError(file + " says it has " + all + " voxels, allowed are " + MOST_VOXELS
                    + " in all; its header is damaged, or the volume must be cut or reduced");
        }
        if (voxels > (long) lengths[0] * lengths[1] * lengths[2]) {
            throw new UserError(file + " has " + count + " dimensions (" + all
                    + "); allowed is one volume of up to three:" + " store each frame in a file of its own");
        }
        return lengths;
    }

    private static long offset(NiftiVersion version, ByteBuffer header, String file) {
        double offset = version.offset(header);
        if (offset == 0) {
            return version.firstData();
        }
        if (!(offset >= version.firstData() && offset <= version.firstData() + MOST_EXTENSION)
                || offset != Math.rint(offset)) {
            throw new UserError(file + " says that its voxels start at byte " + offset
                    + ", allowed are whole numbers from " + version.firstData() + " to "
                    + (version.firstData() + MOST_EXTENSION) + "; its header is damaged");
        }
        return (long) offset;
    }
}
