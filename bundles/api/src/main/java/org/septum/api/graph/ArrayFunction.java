// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An operation of a plugin's own, forward and backward on arrays, for what cannot be built from the operations of
 * {@link GraphBuilder}; {@link GraphBuilder#apply} puts it into a graph. PyTorch's counterpart is torch.autograd.Function.
 * Every backend runs it as it is, in Java and on float32 copies in the heap, so it is slower than an operation that the backend
 * knows, and takes more memory.
 *
 * <p>It is written as a record (or an enum) whose components are its settings: two with equal components are the same
 * operation, which the test kit asks of it (an array equals only itself, so a list takes its place). Its methods are functions of their arguments alone: they keep nothing from one
 * call to the next, and draw no random numbers. Each call comes from one thread, but several may be made at once. The sums of
 * a method that has threads of its own must not depend on who is first, for the same run has to give the same bits.
 *
 * <p>What {@link #forward} or {@link #backward} throws ends the run with a failure that names the operation, unless it is an
 * error for the user ({@link org.septum.api.UserError}), and so does NaN that comes out of finite numbers. Infinity does not:
 * numbers that grow too large are the training's doing as often. The test kit holds {@code backward} against finite differences of {@code forward}
 * wherever a loss, model, block or head uses it.
 */
@ConsumerType
public interface ArrayFunction {

    /** Its name in messages, profiles and the graph: letters, digits, "-", "_"; that of its class if nothing else is said. */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * The result's shape.
     *
     * @param inputs the inputs' shapes
     * @throws IllegalArgumentException with the rule that they break, if it cannot work on inputs of these shapes or of this
     *     number; the user reads it with the operation and its inputs before it
     */
    Shape shape(List<Shape> inputs);

    /**
     * Computes the result.
     *
     * @param result what to write
     */
    void forward(List<Elements> inputs, WritableElements result);

    /**
     * Computes the gradient of the loss with respect to each input from that with respect to the result. An input that
     * depends on no trained parameter, such as a target, needs none, and what is written for it is dropped.
     *
     * @param inputs as in {@link #forward}
     * @param result what {@link #forward} has written
     * @param gradient of the loss with respect to the result
     * @param gradients what to write: those with respect to the inputs, each with its input's shape
     */
    void backward(List<Elements> inputs, Elements result, Elements gradient, List<WritableElements> gradients);
}
