// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.normalization;

import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.septum.backend.onednn.compile.Argument;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.library.Engine;
import org.septum.backend.onednn.memory.Buffer;
import org.septum.backend.onednn.memory.Place;

/**
 * oneDNN's batch normalization of arrays of one layout, with scale and shift if the flags say so.
 *
 * @param layout of x, y and their gradients
 * @param vector of the numbers of each channel
 * @param kind oneDNN's: forward in training, or in inference
 * @param flags oneDNN's: what is given, and whether a ReLU follows
 */
public record BatchNormPrimitive(
        memory.desc layout, memory.desc vector, int kind, int flags, float epsilon, Compilation compilation) {

    /**
     * x, scale, shift -> y; the statistics are read or written, as the flags say; scale and shift are null without their flags.
     *
     * @return which elements the ReLU has set to zero, if that is kept for the gradient; otherwise null
     */
    public Buffer forward(Place x, Place scale, Place shift, Place mean, Place variance, Place y) {
        batch_normalization_forward.primitive_desc description = description();
        boolean masks = kind == dnnl.dnnl_forward_training && (flags & dnnl.dnnl_fuse_norm_relu) != 0;
        memory.desc workspace = description.workspace_desc();
        Buffer mask = masks ? compilation.workspace(workspace.get_size()) : null;
        compilation.add(
                description,
                new batch_normalization_forward(description),
                new Argument(dnnl.DNNL_ARG_SRC, layout, x),
                new Argument(dnnl.DNNL_ARG_DST, layout, y),
                new Argument(dnnl.DNNL_ARG_SCALE, vector, scale),
                new Argument(dnnl.DNNL_ARG_SHIFT, vector, shift),
                new Argument(dnnl.DNNL_ARG_MEAN, vector, mean),
                new Argument(dnnl.DNNL_ARG_VARIANCE, vector, variance),
                new Argument(dnnl.DNNL_ARG_WORKSPACE, workspace, masks ? Place.of(mask) : null));
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
                dnnl.dnnl_backward,
                layout,
                layout,
                layout,
                epsilon,
                flags,
                description(),
                Engine.attributes(),
                false);
        Place masked = mask == null ? null : compilation.keep(mask);
        compilation.add(
                description,
                new batch_normalization_backward(description),
                new Argument(dnnl.DNNL_ARG_SRC, layout, x),
                new Argument(dnnl.DNNL_ARG_DIFF_DST, layout, dy),
                new Argument(dnnl.DNNL_ARG_SCALE, vector, scale),
                new Argument(dnnl.DNNL_ARG_MEAN, vector, mean),
                new Argument(dnnl.DNNL_ARG_VARIANCE, vector, variance),
                new Argument(dnnl.DNNL_ARG_DIFF_SRC, layout, dx),
                new Argument(dnnl.DNNL_ARG_DIFF_SCALE, vector, dscale),
                new Argument(dnnl.DNNL_ARG_DIFF_SHIFT, vector, dshift),
                new Argument(dnnl.DNNL_ARG_WORKSPACE, description.workspace_desc(), masked));
    }

    private batch_normalization_forward.primitive_desc description() {
        return new batch_normalization_forward.primitive_desc(
                compilation.engine().engine(), kind, layout, layout, epsilon, flags, Engine.attributes(), false);
    }
}
