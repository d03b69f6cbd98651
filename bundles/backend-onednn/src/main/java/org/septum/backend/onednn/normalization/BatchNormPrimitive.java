// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.normalization;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fuse_norm_relu;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.compile.Primitive;
import org.septum.backend.onednn.library.Engine;
import org.septum.backend.onednn.memory.Buffer;
import org.septum.backend.onednn.memory.Place;

/**
 * oneDNN's batch normalization of arrays of one layout, with scale and shift.
 *
 * @param layout of x, y and their gradients
 * @param vector of the numbers of each channel
 * @param kind oneDNN's: forward in training, or in inference
 * @param flags oneDNN's: what is given, and whether a ReLU follows
 */
public record BatchNormPrimitive(
        memory.desc layout, memory.desc vector, int kind, int flags, float epsilon, Compilation compilation) {

    /**
     * x, scale, shift -> y; the statistics are read or written, as the flags say.
     *
     * @return which elements the ReLU has set to zero, if that is kept for the gradient; otherwise null
     */
    public Buffer forward(Place x, Place scale, Place shift, Place mean, Place variance, Place y) {
        batch_normalization_forward.primitive_desc description = description();
        List<Primitive.Argument> arguments = new ArrayList<>(List.of(
                new Primitive.Argument(DNNL_ARG_SRC, layout, x),
                new Primitive.Argument(DNNL_ARG_DST, layout, y),
                new Primitive.Argument(DNNL_ARG_SCALE, vector, scale),
                new Primitive.Argument(DNNL_ARG_SHIFT, vector, shift),
                new Primitive.Argument(DNNL_ARG_MEAN, vector, mean),
                new Primitive.Argument(DNNL_ARG_VARIANCE, vector, variance)));
        Buffer mask = null;
        if (kind == dnnl_forward_training && (flags & dnnl_fuse_norm_relu) != 0) {
            memory.desc workspace = description.workspace_desc();
            mask = compilation.workspace(workspace.get_size());
            arguments.add(new Primitive.Argument(DNNL_ARG_WORKSPACE, workspace, Place.of(mask)));
        }
        compilation.add(
                description,
                new batch_normalization_forward(description),
                arguments.toArray(Primitive.Argument[]::new));
        return mask;
    }

    /**
     * x, dy, scale, mean, variance -> dx, dscale, dshift.
     *
     * @param mask what {@link #forward} returned; null where the flags have no ReLU
     */
    public void backward(
            Place x,
            Place dy,
            Place scale,
            Place mean,
            Place variance,
            Buffer mask,
            Place dx,
            Place dscale,
            Place dshift) {
        batch_normalization_backward.primitive_desc description = new batch_normalization_backward.primitive_desc(
                compilation.engine().engine(),
                dnnl_backward,
                layout,
                layout,
                layout,
                epsilon,
                flags,
                description(),
                Engine.attributes(),
                false);
        List<Primitive.Argument> arguments = new ArrayList<>(List.of(
                new Primitive.Argument(DNNL_ARG_SRC, layout, x),
                new Primitive.Argument(DNNL_ARG_DIFF_DST, layout, dy),
                new Primitive.Argument(DNNL_ARG_SCALE, vector, scale),
                new Primitive.Argument(DNNL_ARG_MEAN, vector, mean),
                new Primitive.Argument(DNNL_ARG_VARIANCE, vector, variance),
                new Primitive.Argument(DNNL_ARG_DIFF_SRC, layout, dx),
                new Primitive.Argument(DNNL_ARG_DIFF_SCALE, vector, dscale),
                new Primitive.Argument(DNNL_ARG_DIFF_SHIFT, vector, dshift)));
        if (mask != null) {
            arguments.add(
                    new Primitive.Argument(DNNL_ARG_WORKSPACE, description.workspace_desc(), compilation.keep(mask)));
        }
        compilation.add(
                description,
                new batch_normalization_backward(description),
                arguments.toArray(Primitive.Argument[]::new));
    }

    private batch_normalization_forward.primitive_desc description() {
        return new batch_normalization_forward.primitive_desc(
                compilation.engine().engine(), kind, layout, layout, epsilon, flags, Engine.attributes(), false);
    }
}
