// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.septum.api.UserError;
import org.septum.api.data.Image;
import org.septum.api.data.Volume;
import org.septum.api.data.VolumeFormat;
import org.septum.common.files.AtomicFile;
import org.septum.common.text.Words;

/**
 * Reads volumes with rows and columns as {@link VolumeDataset} has them. Written files keep the header of the volume they
 * belong to, byte for byte, but for how voxels are stored and scaled, the range to display and the intent; extensions are
 * not copied. Masks are uint8, or int16 or int32 where their numbers need it, probabilities float32, in the volume's byte
 * order.
 */
final class NiftiFormat implements VolumeFormat {

    private static final List<String> ENDINGS = List.of(".nii.gz", ".nii");

    private static final List<String> PAIRS = List.of(".hdr", ".img", ".hdr.gz", ".img.gz");

    private static final List<String> OTHERS =
            List.of(".dcm", ".mha", ".mhd", ".nrrd", ".nhdr", ".mgz", ".mgh", ".mnc", ".par", ".rec");

    private static final int MOST_CLASSES = 256;

    @Override
    public boolean accepts(Path file) {
        return ENDINGS.stream().anyMatch(lowerCase(file)::endsWith);
    }

    @Override
    public String stem(Path file) {
        String name = file.getFileName().toString();
        return ENDINGS.stream()
                .filter(lowerCase(file)::endsWith)
                .findFirst()
                .map(ending -> name.substring(0, name.length() - ending.length()))
                .orElse(name);
    }

    @Override
    public String ending() {
        return ENDINGS.get(0);
    }

    @Override
    public Volume read(Path file, int channels) {
        if (channels != 1 && channels != 3) {
            throw new UserError("the model takes " + Words.count(channels, "channel") + ", and a NIfTI volume ('" + file
                    + "') gives 1, or 3 equal ones");
        }
        return read(List.of(file), file, channels);
    }

    @Override
    public Volume read(List<Path> files) {
        return read(files, files.get(0), 1);
    }

    /** @param each how many channels a single file gives */
    private static Volume read(List<Path> files, Path first, int each) {
        ChannelStack stack = ChannelStack.read(files.stream()
                .map(file -> new NiftiFile(file, "volume '" + file + "'"))
                .toList());
        List<Image> images = new ArrayList<>();
        for (int slice = 0; slice < stack.header().slices(); slice++) {
            images.add(stack.image(slice, each));
        }
        NiftiHeader header = stack.header();
        return new Volume(first, List.copyOf(images), header.spacing(), header.affine(), stack.notes());
    }

    @Override
    public boolean writes(Path file) {
        return accepts(file);
    }

    @Override
    public Optional<String> advice(Path file) {
        String name = lowerCase(file);
        if (PAIRS.stream().anyMatch(name::endsWith)) {
            return Optional.of(NiftiHeader.PAIR);
        }
        return OTHERS.stream().anyMatch(name::endsWith)
                ? Optional.of("files of this kind are not read; convert it to .nii.gz")
                : Optional.empty();
    }

    @Override
    public List<Integer> levels(int classes) {
        if (classes > MOST_CLASSES) {
            throw new UserError(
                    "a mask of " + classes + " classes cannot be written as NIfTI; allowed are " + MOST_CLASSES);
        }
        return IntStream.range(0, classes).boxed().toList();
    }

    @Override
    public void writeLabels(Volume like, List<int[]> slices, List<Integer> levels, Path file) {
        int least = Collections.min(levels);
        int most = Collections.max(levels);
        if (least >= 0 && most < 1 << 8) {
            write(like, slices, NiftiType.UINT8, file, (labels, data) -> {
                for (int label : labels) {
                    data.put(levels.get(label).byteValue());
                }
            });
        } else {
            boolean isShort = least >= Short.MIN_VALUE && most <= Short.MAX_VALUE;
            write(like, slices, isShort ? NiftiType.INT16 : NiftiType.INT32, file, (labels, data) -> {
                for (int label : labels) {
                    if (isShort) {
                        data.putShort(levels.get(label).shortValue());
                    } else {
                        data.putInt(levels.get(label));
                    }
                }
            });
        }
    }

    @Override
    public void writeProbabilities(Volume like, List<float[]> slices, Path file) {
        write(
                like,
                slices,
                NiftiType.FLOAT32,
                file,
                (values, data) -> data.asFloatBuffer().put(values));
    }

    @FunctionalInterface
    private interface Encoder<T> {
        void encode(T slice, ByteBuffer data);
    }

    private static <T> void write(Volume like, List<T> slices, NiftiType stored, Path file, Encoder<T> encoder) {
        NiftiHeader header = new NiftiFile(like.file(), "volume '" + like.file() + "'").header();
        if (header.slices() != slices.size()) {
            throw new UserError("volume '" + like.file() + "' has " + header.slices() + " slices, and its mask "
                    + slices.size() + "; has the file been changed since it was read?");
        }
        byte[] bytes = header.bytes().clone();
        header.version().describeData(ByteBuffer.wrap(bytes).order(header.order()), stored);
        Function<T, byte[]> encode = slice -> {
            ByteBuffer data = ByteBuffer.allocate(header.width() * header.height() * stored.bytes())
                    .order(header.order());
            encoder.encode(slice, data);
            return data.array();
        };
        AtomicFile.write(file, out -> {
            OutputStream target = lowerCase(file).endsWith(".gz") ? new GZIPOutputStream(out) : out;
            target.write(bytes);
            target.write(new byte[header.version().firstData() - bytes.length]);
            for (T slice : slices) {
                target.write(encode.apply(slice));
            }
            if (target instanceof GZIPOutputStream compressed) {
                compressed.finish();
            }
        });
    }

    private static String lowerCase(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
