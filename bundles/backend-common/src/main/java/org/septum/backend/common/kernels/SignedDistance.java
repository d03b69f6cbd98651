// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

/**
 * Signed distances to a mask's border, one plane at a time, in time proportional to its pixels: distances along columns, then
 * along each row the lower envelope of the parabolas that they span. A. Meijster, J. B. T. M. Roerdink and W. H. Hesselink,
 * "A General Algorithm for Computing Distance Transforms in Linear Time", ISMM 2000.
 */
final class SignedDistance implements HostKernel {

    private final int planes;
    private final int channels;
    private final int height;
    private final int width;
    private final Lanes lanes;

    SignedDistance(Sizes sizes, Lanes lanes) {
        this.planes = sizes.batch() * sizes.channels();
        this.channels = sizes.channels();
        this.height = sizes.height();
        this.width = sizes.width();
        this.lanes = lanes;
    }

    @Override
    public void run(long step, Floats[] inputs, Floats[] outputs) {
        Floats mask = inputs[0];
        Floats distance = outputs[0];
        int pixels = height * width;
        lanes.run(planes, pixels, (plane, workspace) -> {
            int first = plane / channels * pixels * channels + plane % channels;
            float[] inside = workspace.array(0, pixels);
            int count = 0;
            for (int i = 0; i < pixels; i++) {
                inside[i] = mask.get(first + i * channels);
                count += inside[i] == 0 ? 0 : 1;
            }
            float[] outwards = workspace.array(1, pixels);
            float[] inwards = workspace.array(2, pixels);
            boolean border = count > 0 && count < pixels;
            if (border) {
                distances(inside, true, inwards, workspace);
                distances(inside, false, outwards, workspace);
            }
            for (int i = 0; i < pixels; i++) {
                float signed = inside[i] == 0 ? inwards[i] : 1 - outwards[i];
                distance.put(first + i * channels, border ? signed : 0);
            }
        });
    }

    /** The distance of each pixel to the nearest one that is inside, or that is not. */
    private void distances(float[] inside, boolean toInside, float[] result, Lanes.Workspace workspace) {
        float[] column = workspace.array(3, height * width);
        float far = height + width;
        for (int x = 0; x < width; x++) {
            float from = far;
            for (int y = 0; y < height; y++) {
                from = (inside[y * width + x] != 0) == toInside ? 0 : from + 1;
                column[y * width + x] = from;
            }
            for (int y = height - 2; y >= 0; y--) {
                int at = y * width + x;
                column[at] = Math.min(column[at], column[at + width] + 1);
            }
        }
        for (int y = 0; y < height; y++) {
            row(column, y * width, result, workspace);
        }
    }

    /** The lower envelope of (x - i)^2 + column[i]^2: parabola {@code apex[q]} is lowest from {@code start[q]} on. */
    private void row(float[] column, int first, float[] result, Lanes.Workspace workspace) {
        float[] apex = workspace.array(4, width);
        float[] start = workspace.array(5, width);
        int last = 0;
        apex[0] = 0;
        start[0] = 0;
        for (int x = 1; x < width; x++) {
            while (last >= 0
                    && above(column, first, (int) start[last], (int) apex[last])
                            > above(column, first, (int) start[last], x)) {
                last--;
            }
            if (last < 0) {
                last = 0;
                apex[0] = x;
            } else {
                long from = 1 + crossing(column, first, (int) apex[last], x);
                if (from < width) {
                    last++;
                    apex[last] = x;
                    start[last] = from;
                }
            }
        }
        for (int x = width - 1; x >= 0; x--) {
            result[first + x] = (float) Math.sqrt(above(column, first, x, (int) apex[last]));
            if (x == (int) start[last]) {
                last--;
            }
        }
    }

    private static long above(float[] column, int first, int x, int apex) {
        long up = (long) column[first + apex];
        return (long) (x - apex) * (x - apex) + up * up;
    }

    /** The last place at which the parabola of the left apex is not above that of the right one. */
    private static long crossing(float[] column, int first, int left, int right) {
        long a = (long) column[first + left];
        long b = (long) column[first + right];
        return Math.floorDiv((long) right * right - (long) left * left + b * b - a * a, 2L * (right - left));
    }
}
