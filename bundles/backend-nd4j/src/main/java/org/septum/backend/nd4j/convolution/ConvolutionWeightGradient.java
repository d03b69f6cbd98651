// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.convolution;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Memory;
import org.septum.backend.nd4j.normalization.ChannelSums;

/**
 * The gradient of a convolution's weights as matrix products: for each row of the kernel, dy transposed [out, pixels] times
 * the input's neighbourhoods [pixels, kernel width x in]. Neighbourhoods are laid out for a few image rows at a time, so
 * that they stay in the cache. The rows are divided into shares, one for each thread, each with its own sum; the sums are
 * added in a fixed order.
 */
public final class ConvolutionWeightGradient implements Kernel {

    /** Pixels in a product; enough to pay for the BLAS's packing, few enough for the cache. */
    private static final int PIXELS = 1024;

    /** Floats of scratch beyond which work is not divided further, 256 MB. */
    private static final long LARGEST_SCRATCH = 1 << 26;

    private final Geometry geometry;
    private final Sizes x;
    private final Sizes y;
    private final int rowsPerPart;
    private final int partsPerImage;
    private final int shares;
    private final Lanes lanes;
    private final Memory input;
    private final Memory gradient;
    private final Memory weights;
    private final Memory scratch;
    private final FloatPointer gradientPointer;
    private final FloatPointer scratchPointer;
    private final FloatPointer[] dyAt;
    private final FloatPointer[] patchAt;
    private final FloatPointer[] sumAt;

    /** x, dy -> dweight, dbias (may be absent). */
    public static Kernel of(Op.Conv2dBackwardWeights op, Plan.Call call, Bindings bindings) {
        if (op.forward().groups() > 1) {
            return withBias(new GroupedWeightGradient(op.forward(), call, bindings), call, bindings);
        }
        Geometry geometry = Geometry.of(op.forward(), call.output(0));
        return withBias(
                new ConvolutionWeightGradient(geometry, call.input(0), call.input(1), call.output(0), bindings),
                call,
                bindings);
    }

    /** x, dy of a transposed convolution -> dweight, dbias (may be absent). */
    public static Kernel ofTransposed(Op.TransposedConv2dBackwardWeights op, Plan.Call call, Bindings bindings) {
        Geometry geometry = Geometry.of(op.forward(), call.output(0));
        return withBias(
                new ConvolutionWeightGradient(geometry, call.input(1), call.input(0), call.output(0), bindings),
                call,
                bindings);
    }

    /** Adds the bias's gradient, a sum of dy, where there is a bias. */
    private static Kernel withBias(Kernel weights, Plan.Call call, Bindings bindings) {
        if (call.outputs().size() == 1) {
            return weights;
        }
        Kernel bias = ChannelSums.of(call.input(1), call.output(1), bindings);
        return step -> {
            weights.run(step);
            bias.run(step);
        };
    }

    /**
     * @param x the convolution's input
     * @param dy the gradient of its output
     * @param weight receives the gradient, [out, in, kernel height, kernel width]
     */
    private ConvolutionWeightGradient(Geometry geometry, Value x, Value dy, Value weight, Bindings bindings) {
        this.geometry = geometry;
        this.x = Sizes.of(x);
        this.y = Sizes.of(dy);
        this.rowsPerPart = rowsPerPart(y);
        this.partsPerImage = (y.height() + rowsPerPart - 1) / rowsPerPart;
        this.lanes = bindings.lanes();
        this.input = bindings.memory(x);
        this.gradient = bindings.memory(dy);
        this.weights = bindings.memory(weight);
        this.scratch = bindings.scratch();
        this.gradientPointer = gradient.pointer();
        this.scratchPointer = this.scratch.pointer();
        this.shares = Math.min(lanes.threads(), this.scratch.size() / (sumSize() + patchSize()));
        this.dyAt = pointers(gradientPointer, shares);
        this.patchAt = pointers(scratchPointer, shares);
        this.sumAt = pointers(scratchPointer, shares);
    }

    private static FloatPointer[] pointers(FloatPointer base, int count) {
        FloatPointer[] pointers = new FloatPointer[count];
        for (int i = 0; i < count; i++) {
            pointers[i] = new FloatPointer(base);
        }
        return pointers;
    }

    private static int rowsPerPart(Sizes y) {
        return Math.max(1, Math.min(y.height(), PIXELS / y.width()));
    }

    /** The scratch it needs, in floats: for each share a sum of the weights' size and a few rows' neighbourhoods. */
    public static long scratchFloats(Geometry geometry, Value x, Value dy, int threads) {
        int in = x.dimension(1);
        Sizes y = Sizes.of(dy);
        long sum = (long) y.channels() * geometry.kernel().area() * in;
        long patch = patchRows(geometry, rowsPerPart(y))
                * y.width()
                * geometry.kernel().width()
                * in;
        long parts = (long) y.batch() * ((y.height() + rowsPerPart(y) - 1) / rowsPerPart(y));
        return Math.max(1, Math.min(Math.min(threads, parts), LARGEST_SCRATCH / (sum + patch))) * (sum + patch);
    }

    /** With stride and dilation 1 along the columns, neighbouring output rows share their input rows. */
    private static long patchRows(Geometry geometry, int rows) {
        return shared(geometry) ? rows + geometry.kernel().height() - 1 : rows;
    }

    private static boolean shared(Geometry geometry) {
        return geometry.stride().height() == 1 && geometry.dilation().height() == 1;
    }

    private int sumSize() {
        return y.channels() * geometry.kernel().area() * x.channels();
    }

    private int patchSize() {
        return (int) patchRows(geometry, rowsPerPart)
                * y.width()
                * geometry.kernel().width()
                * x.channels();
    }

    @Override
    public void run(long step) {
        int parts = y.batch() * partsPerImage;
        lanes.run(shares, (share, workspace) -> {
            int from = (int) ((long) parts * share / shares);
            int to = (int) ((long) parts * (share + 1) / shares);
            for (int part = from; part < to; part++) {
                product(share, part, part == from, workspace);
            }
        });
        lanes.run(y.channels(), this::collect);
    }

    private void product(int share, int part, boolean first, Lanes.Workspace workspace) {
        int image = part / partsPerImage;
        int row = part % partsPerImage * rowsPerPart;
        int rows = Math.min(rowsPerPart, y.height() - row);
        int patch = shares * sumSize() + share * patchSize();
        int length = y.width() * geometry.kernel().width() * x.channels();
        dyAt[share].position((long) (image * y.height() + row) * y.width() * y.channels());
        if (shared(geometry)) {
            layOut(
                    image,
                    row - geometry.padding().height(),
                    rows + geometry.kernel().height() - 1,
                    1,
                    patch,
                    workspace);
        }
        for (int ky = 0; ky < geometry.kernel().height(); ky++) {
            if (shared(geometry)) {
                patchAt[share].position(patch + (long) ky * length);
            } else {
                int top = row * geometry.stride().height()
                        + ky * geometry.dilation().height()
                        - geometry.padding().height();
                layOut(image, top, rows, geometry.stride().height(), patch, workspace);
                patchAt[share].position(patch);
            }
            int columns = geometry.kernel().width() * x.channels();
            sumAt[share].position((long) share * sumSize() + (long) ky * y.channels() * columns);
            cblas_sgemm(
                    CblasRowMajor,
                    CblasTrans,
                    CblasNoTrans,
                    y.channels(),
                    columns,
                    rows * y.width(),
                    1,
                    dyAt[share],
                    y.channels(),
                    patchAt[share],
                    columns,
                    first ? 0 : 1,
                    sumAt[share],
                    columns);
        }
    }

    /** Lays out the neighbourhoods of some input rows: for each output column the kernel's columns one after another. */
    private void layOut(int image, int top, int rows, int step, int patch, Lanes.Workspace workspace) {
        int channels = x.channels();
        int kernel = geometry.kernel().width();
        int length = y.width() * kernel * channels;
        int padded = paddedWidth() * channels;
        float[] source = workspace.array(0, padded);
        float[] target = workspace.array(1, length);
        for (int r = 0; r < rows; r++) {
            int row = top + r * step;
            if (row < 0 || row >= x.height()) {
                Arrays.fill(target, 0, length, 0);
            } else {
                Arrays.fill(source, 0, padded, 0);
                int begin = (image * x.height() + row) * x.width() * channels;
                input.get(
                        begin,
                        source,
                        geometry.padding().width() * channels,
                        Math.min(
                                x.width() * channels,
                                padded - geometry.padding().width() * channels));
                if (kernel == 1 && geometry.stride().width() == 1) {
                    System.arraycopy(source, 0, target, 0, length);
                } else if (geometry.dilation().width() == 1) {
                    for (int w = 0; w < y.width(); w++) {
                        System.arraycopy(
                                source,
                                w * geometry.stride().width() * channels,
                                target,
                                w * kernel * channels,
                                kernel * channels);
                    }
                } else {
                    spread(source, target);
                }
            }
            scratch.put(patch + r * length, target, length);
        }
    }

    private void spread(float[] source, float[] target) {
        int channels = x.channels();
        for (int w = 0; w < y.width(); w++) {
            for (int kx = 0; kx < geometry.kernel().width(); kx++) {
                System.arraycopy(
                        source,
                        (w * geometry.stride().width()
                                        + kx * geometry.dilation().width())
                                * channels,
                        target,
                        (w * geometry.kernel().width() + kx) * channels,
                        channels);
            }
        }
    }

    private int paddedWidth() {
        int reach = (y.width() - 1) * geometry.stride().width()
                + geometry.dilation().width() * (geometry.kernel().width() - 1)
                + 1;
        return Math.max(reach, geometry.padding().width() + 1);
    }

    /** Adds the threads' sums for one output channel and writes them in reference layout. */
    private void collect(int out, Lanes.Workspace workspace) {
        int in = x.channels();
        int height = geometry.kernel().height();
        int width = geometry.kernel().width();
        int columns = width * in;
        float[] row = workspace.array(0, columns);
        float[] filter = workspace.array(1, in * height * width);
        for (int ky = 0; ky < height; ky++) {
            for (int share = 0; share < shares; share++) {
                scratch.get(share * sumSize() + (ky * y.channels() + out) * columns, row, columns);
                for (int kx = 0; kx < width; kx++) {
                    for (int i = 0; i < in; i++) {
                        int at = (i * height + ky) * width + kx;
                        filter[at] = share == 0 ? row[kx * in + i] : filter[at] + row[kx * in + i];
                    }
                }
            }
        }
        weights.put(out * in * height * width, filter, in * height * width);
    }
}
