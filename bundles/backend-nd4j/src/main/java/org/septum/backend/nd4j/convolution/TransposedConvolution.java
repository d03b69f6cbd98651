// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.convolution;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.septum.api.graph.Extent;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Memory;

/**
 * Transposed convolution. Every input pixel makes a patch of the output as large as the kernel: a matrix product [pixels, in]
 * times [in, kernel height x kernel width x out], whose results are added into their places in the output row by row.
 */
public final class TransposedConvolution implements Kernel {

    /** Input pixels in a product. */
    private static final int PIXELS = 512;

    private final Extent stride;
    private final Extent kernel;
    private final Sizes x;
    private final Sizes y;
    private final Lanes lanes;
    private final Memory weights;
    private final Memory output;
    private final Memory scratch;
    private final Memory bias;
    private final int rowsPerPart;
    private final FloatPointer input;
    private final FloatPointer arranged;
    private final FloatPointer products;

    public TransposedConvolution(Op.TransposedConv2d op, Plan.Call call, Bindings bindings) {
        Value weight = call.input(1);
        this.stride = op.stride();
        this.kernel = Geometry.kernel(weight);
        this.x = Sizes.of(call.input(0));
        this.y = Sizes.of(call.output(0));
        this.lanes = bindings.lanes();
        this.weights = bindings.memory(weight);
        this.output = bindings.memory(call.output(0));
        this.scratch = bindings.scratch();
        this.bias = call.inputs().size() > 2 ? bindings.memory(call.input(2)) : null;
        this.rowsPerPart = rowsPerPart(x);
        this.input = bindings.memory(call.input(0)).pointer();
        this.arranged = scratch.pointer();
        this.products = scratch.pointer();
    }

    private static int rowsPerPart(Sizes x) {
        return Math.max(1, Math.min(x.height(), PIXELS / x.width()));
    }

    /** The weights rearranged, and the products of a few rows of one image for each image. */
    public static long scratchFloats(Value input, Value weight) {
        Sizes x = Sizes.of(input);
        long square = weight.elements() / weight.dimension(0);
        return weight.elements() + x.batch() * rowsPerPart(x) * x.width() * square;
    }

    @Override
    public void run(long step) {
        arrange();
        // Images do not overlap, rows of one image may: so images are divided among the threads.
        lanes.run(x.batch(), this::image);
    }

    /** Weights [in, out, ky, kx] as [in, ky, kx, out]. */
    private void arrange() {
        int out = y.channels();
        int area = kernel.area();
        lanes.run(x.channels(), (in, workspace) -> {
            float[] from = workspace.array(0, out * area);
            float[] to = workspace.array(1, out * area);
            weights.get(in * out * area, from, out * area);
            for (int k = 0; k < area; k++) {
                for (int o = 0; o < out; o++) {
                    to[k * out + o] = from[o * area + k];
                }
            }
            scratch.put(in * out * area, to, out * area);
        });
    }

    private void image(int image, Lanes.Workspace workspace) {
        int square = kernel.area() * y.channels();
        int products = x.channels() * square + image * rowsPerPart * x.width() * square;
        FloatPointer a = new FloatPointer(input);
        FloatPointer b = new FloatPointer(arranged);
        FloatPointer c = new FloatPointer(this.products);
        float[] outRow = workspace.array(0, y.width() * y.channels());
        float[] product = workspace.array(1, x.width() * square);
        float[] shift = workspace.array(2, y.channels());
        Arrays.fill(shift, 0, y.channels(), 0);
        if (bias != null) {
            bias.get(0, shift, y.channels());
        }
        fill(image, shift, outRow);
        for (int row = 0; row < x.height(); row += rowsPerPart) {
            int rows = Math.min(rowsPerPart, x.height() - row);
            a.position((long) (image * x.height() + row) * x.width() * x.channels());
            c.position(products);
            cblas_sgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasNoTrans,
                    rows * x.width(),
                    square,
                    x.channels(),
                    1,
                    a,
                    x.channels(),
                    b,
                    square,
                    0,
                    c,
                    square);
            for (int r = 0; r < rows; r++) {
                scratch.get(products + r * x.width() * square, product, x.width() * square);
                for (int ky = 0; ky < kernel.height(); ky++) {
                    add(image, (row + r) * stride.height() + ky, ky, product, outRow);
                }
            }
        }
    }

    /** Where squares do not cover everything or overlap, every output pixel starts from the bias. */
    private void fill(int image, float[] shift, float[] row) {
        for (int w = 0; w < y.width(); w++) {
            System.arraycopy(shift, 0, row, w * y.channels(), y.channels());
        }
        for (int h = 0; h < y.height(); h++) {
            output.put((image * y.height() + h) * row(), row, row());
        }
    }

    private int row() {
        return y.width() * y.channels();
    }

    private void add(int image, int outRow, int ky, float[] product, float[] row) {
        int channels = y.channels();
        int begin = (image * y.height() + outRow) * row();
        output.get(begin, row, row());
        int run = kernel.width() * channels;
        for (int w = 0; w < x.width(); w++) {
            int from = (w * kernel.height() + ky) * run;
            int to = w * stride.width() * channels;
            for (int i = 0; i < run; i++) {
                row[to + i] += product[from + i];
            }
        }
        output.put(begin, row, row());
    }
}
