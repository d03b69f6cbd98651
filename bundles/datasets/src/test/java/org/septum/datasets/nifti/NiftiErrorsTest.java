// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;

class NiftiErrorsTest {

    @TempDir
    Path folder;

    private void refuses(NiftiBytes bytes, String message) {
        bytes.write(folder.resolve("a.nii"));
        refuses("a.nii", message);
    }

    private void refuses(String name, String message) {
        assertThatThrownBy(() -> new NiftiFile(folder.resolve(name), "volume 'a'").readIntensities())
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("volume 'a' " + message);
    }

    private static NiftiBytes small() {
        return NiftiBytes.bytes(2, 2, 1, 1, 2, 3, 4);
    }

    @Test
    void refusesClaimsBeforeTakingMemory() {
        refuses(
                small().lengths(10000, 10000, 10000),
                "says it has 10000 x 10000 x 10000 voxels, allowed are 268435456 in all; its header is damaged, or the"
                        + " volume must be cut or reduced");
        refuses(
                NiftiBytes.second(ByteOrder.LITTLE_ENDIAN)
                        .lengths(Long.MAX_VALUE, 4, 4)
                        .type(2, 8),
                "says it has 9223372036854775807 x 4 x 4 voxels, allowed are 268435456 in all; its header is damaged, or"
                        + " the volume must be cut or reduced");
        refuses(
                small().lengths(2, -2, 1),
                "says it has length -2 in dimension 2, allowed are lengths from 1; its header is damaged");
        refuses(
                small().lengths(2, 0, 1),
                "says it has length 0 in dimension 2, allowed are lengths from 1; its header is damaged");
        refuses(small().length(0, 8), "says it has 8 dimensions, allowed are 1 to 7; its header is damaged");
        refuses(
                small().lengths(1000, 1000, 100),
                "is truncated, or its header is damaged: 1000 x 1000 x 100 voxels of 1 bytes end at byte 100000352, and"
                        + " the file has 356 bytes");
        NiftiBytes.write(
                folder.resolve("a.nii.gz"),
                NiftiBytes.gzip(small().lengths(1000, 1000, 100).plain()));
        assertThatThrownBy(() -> new NiftiFile(folder.resolve("a.nii.gz"), "volume 'a'").header())
                .isExactlyInstanceOf(UserError.class)
                .hasMessageMatching("volume 'a' is truncated, or its header is damaged: 1000 x 1000 x 100 voxels of 1"
                        + " bytes end at byte 100000352, and the file has \\d+ bytes, compressed");
    }

    @Test
    void refusesFourDimensions() {
        refuses(
                NiftiBytes.bytes(2, 1, 1, 1, 2, 3, 4).lengths(2, 1, 1, 2),
                "has 4 dimensions (2 x 1 x 1 x 2); allowed is one volume of up to three: store each frame in a file of its"
                        + " own");
    }

    /** However many bytes follow, they take no memory; and after many nobody looks for the end any more. */
    @Test
    void leavesAloneMoreBytesThanPromised() {
        byte[] bomb = Arrays.copyOf(small().plain(), 100_000_000);
        for (byte[] longer : List.of(NiftiBytes.gzip(bomb), Arrays.copyOf(bomb, 357))) {
            NiftiBytes.write(folder.resolve("a.nii.gz"), longer);
            Voxels voxels = new NiftiFile(folder.resolve("a.nii.gz"), "volume 'a'").readIntensities();
            assertThat(voxels.slices().get(0)).containsExactly(1, 2, 3, 4);
            assertThat(voxels.notes()).containsExactly("bytes behind the voxels are not read");
        }
    }

    /** Wherever a file was cut off or a byte of it was changed, it is refused by name. */
    @Test
    void refusesTruncatedAndAlteredFiles() {
        byte[] data = new byte[400];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i * 37 % 251);
        }
        byte[] plain = small().lengths(20, 20, 1).data(data).plain();
        NiftiBytes.write(folder.resolve("whole"), plain);
        for (byte[] whole : List.of(plain, NiftiBytes.gzip(plain))) {
            List<Integer> accepted = new ArrayList<>();
            for (int length = 0; length < whole.length; length++) {
                if (reads(Arrays.copyOf(whole, length))) {
                    accepted.add(length);
                }
            }
            assertThat(accepted).isEmpty();
        }
        byte[] whole = NiftiBytes.gzip(plain);
        List<Integer> spoiled = new ArrayList<>();
        // Ten bytes come before what the checksum covers. A bit after the last code may change without any effect.
        for (int at = 10; at < whole.length; at++) {
            byte[] altered = whole.clone();
            altered[at] ^= 0x10;
            if (reads(altered) && !Arrays.equals(values("cut"), values("whole"))) {
                spoiled.add(at);
            }
        }
        assertThat(spoiled).isEmpty();
    }

    /** A header with any bit flipped is read or refused, and never ends in another exception. */
    @Test
    void survivesAnyBitOfAHeader() {
        for (byte[] whole : List.of(
                small().plain(),
                NiftiBytes.second(ByteOrder.BIG_ENDIAN)
                        .lengths(2, 2, 1)
                        .type(2, 8)
                        .data(new byte[4])
                        .plain())) {
            int refused = 0;
            for (int bit = 0; bit < 8 * (whole.length - 4); bit++) {
                byte[] altered = whole.clone();
                altered[bit / 8] ^= (byte) (1 << bit % 8);
                refused += reads(altered) ? 0 : 1;
            }
            assertThat(refused).isGreaterThan(100);
        }
    }

    private float[] values(String name) {
        return new NiftiFile(folder.resolve(name), "volume 'a'").read().slices().get(0);
    }

    private boolean reads(byte[] bytes) {
        NiftiBytes.write(folder.resolve("cut"), bytes);
        try {
            values("cut");
            return true;
        } catch (UserError e) {
            assertThat(e).hasMessageStartingWith("volume 'a' ");
            return false;
        }
    }

    @Test
    void refusesOtherFiles() {
        refuses("none.nii", "is missing: there is no file '" + folder.resolve("none.nii") + "'");
        NiftiBytes.write(folder.resolve("a.nii"), new byte[0]);
        refuses("a.nii", "is empty (0 bytes); get it again");
        NiftiBytes.write(folder.resolve("a.nii"), "not a volume".getBytes());
        refuses("a.nii", "is not a NIfTI file: it does not start with the size of a header (348 or 540)");
        String pair = NiftiHeader.PAIR;
        refuses(small().put(344, "ni1\0".getBytes()), pair);
        NiftiBytes.write(folder.resolve("a.img"), new byte[1000]);
        refuses("a.img", pair);
        refuses(
                small().put(344, new byte[4]),
                "has the size of a NIfTI header but not its mark; it is damaged, or an ANALYZE 7.5 file: convert it to"
                        + " .nii.gz");
        String allowed =
                "; allowed is one number for each voxel: uint8 (2), int16 (4), int32 (8), float32 (16), float64"
                        + " (64), int8 (256), uint16 (512), uint32 (768), int64 (1024), uint64 (1280)";
        refuses(small().type(128, 24), "has data type 128 (RGB colours)" + allowed);
        refuses(small().type(32, 64), "has data type 32 (complex numbers of 64 bits)" + allowed);
        refuses(small().type(77, 8), "has data type 77 (unknown)" + allowed);
    }

    @Test
    void refusesOtherDamageInHeaders() {
        for (double offset : new double[] {-1, 100, 352.5, 1e9, Double.NaN}) {
            refuses(
                    small().offset(offset),
                    "says that its voxels start at byte " + (float) offset
                            + ", allowed are whole numbers from 352 to 67109216; its header is damaged");
        }
        refuses(
                small().scaling(2, Double.NaN),
                "scales its numbers by 2.0 and adds NaN, which is not a finite number (scl_inter); its header is damaged");
    }

    @Test
    void countsIntensitiesThatAreNotFinite() {
        NiftiBytes bytes =
                NiftiBytes.first(ByteOrder.BIG_ENDIAN).lengths(2, 2, 1).type(16, 32);
        refuses(
                bytes.data(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0x7f, (byte) 0xc0, 0, 0, 0x7f, (byte) 0x80, 0, 0}),
                "has voxels that are not finite numbers (NaN or infinite): 2 of 4, the first NaN at column 0, row 1, slice 0;"
                        + " set them to a number, such as 0");
    }
}
