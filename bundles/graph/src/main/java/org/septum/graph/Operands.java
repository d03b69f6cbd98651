// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.septum.api.graph.CustomOp;
import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphError;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;

/** The operands of an operation about to be added to a graph: checks them, and names them all when a rule is broken. */
final class Operands {

    private final Graph graph;
    private final String operation;
    private final String scope;
    private final List<String> described = new ArrayList<>();
    private final List<Symbol> symbols = new ArrayList<>();

    Operands(Graph graph, String scope, String operation) {
        this.graph = graph;
        this.scope = scope;
        this.operation = operation;
    }

    Operands tensor(String role, Tensor tensor) {
        require(tensor != null, role + " is missing (null)");
        described.add(role + " = " + tensor.name() + " " + tensor.shape());
        require(
                tensor instanceof Symbol symbol && graph.owns(symbol),
                role + " belongs to another graph; use tensors of one graph builder only");
        symbols.add((Symbol) tensor);
        return this;
    }

    Operands trained(String role, Parameter parameter, Integer... dimensions) {
        return parameter(role, parameter, true, List.of(dimensions));
    }

    Operands state(String role, Parameter parameter, Integer... dimensions) {
        return parameter(role, parameter, false, List.of(dimensions));
    }

    /** The sizes of a convolution's weight, of which the last two are the kernel's height and width. */
    List<Integer> kernel(Parameter weight) {
        own("weight", weight, true);
        List<Integer> sizes = weight.dimensions();
        require(sizes.size() == 4, "weight must have four sizes, the last two being the kernel's height and width");
        return sizes;
    }

    Operands positive(String attribute, Extent extent) {
        require(extent.height() >= 1 && extent.width() >= 1, attribute + " " + extent + " must be positive");
        return this;
    }

    /** A convolution's size along one axis. */
    int convolved(String axis, int size, int kernel, int stride, int padding, int dilation) {
        int reach = dilation * (kernel - 1) + 1;
        int padded = size + 2 * padding;
        require(
                padded >= reach,
                "the kernel reaches over " + reach + " pixels, more than the " + padded + " of the padded x's " + axis);
        return (padded - reach) / stride + 1;
    }

    /** A bias with one value per channel, or none. */
    void optionalBias(Parameter bias, int channels) {
        if (bias != null) {
            trained("bias", bias, channels);
        }
    }

    /** A target, which the loss is not differentiated with respect to. */
    Operands target(Tensor target) {
        return target("target", target);
    }

    /** Data of another name that the loss is not differentiated with respect to. */
    Operands target(String role, Tensor tensor) {
        tensor(role, tensor);
        require(
                !((Symbol) tensor).needsGradient(),
                role + " must not depend on trained parameters, because no gradient reaches it");
        return this;
    }

    /** The shape after pooling windows that do not overlap. */
    Shape pooled(Shape x, Extent window) {
        positive("window", window);
        require(
                x.height() % window.height() == 0 && x.width() % window.width() == 0,
                "height and width must be divisible by the window's, " + window);
        return new Shape(x.batch(), x.channels(), x.height() / window.height(), x.width() / window.width());
    }

    /** The shape of an elementwise result: in every role the sizes agree, or the one that is 1 is repeated. */
    Shape broadcast(Shape a, Shape b) {
        Shape shape = a;
        for (Role role : Role.values()) {
            int left = a.size(role);
            int right = b.size(role);
            require(
                    left == right || left == 1 || right == 1,
                    role.name().toLowerCase(Locale.ROOT) + " must agree or be 1 in one of them, found " + left + " and "
                            + right);
            shape = shape.with(role, Math.max(left, right));
        }
        return shape;
    }

    /** How many pixels an image has. */
    int pixels(Shape shape) {
        long pixels = (long) shape.height() * shape.width();
        require(pixels <= Integer.MAX_VALUE, "there are too many pixels, " + pixels);
        return (int) pixels;
    }

    /** The shape of a plugin's operation, or why it refuses its inputs. */
    Shape shape(CustomOp.Forward op, List<Tensor> inputs) {
        try {
            return op.shape(inputs.stream().map(Tensor::shape).toList());
        } catch (IllegalArgumentException refused) {
            throw broken(refused.getMessage() == null ? "refused (" + refused + ")" : refused.getMessage());
        }
    }

    private Operands parameter(String role, Parameter parameter, boolean trainable, List<Integer> dimensions) {
        own(role, parameter, trainable);
        require(parameter.dimensions().equals(dimensions), role + " must have the sizes " + dimensions);
        return this;
    }

    private void own(String role, Parameter parameter, boolean trainable) {
        require(parameter != null, role + " is missing (null)");
        described.add(role + " = " + parameter.name() + " " + parameter.dimensions());
        require(
                parameter instanceof GraphParameter own && graph.owns(own.symbol()),
                role + " belongs to another graph; use parameters of one graph builder only");
        require(
                parameter.trainable() == trainable,
                trainable
                        ? role + " must be a trained parameter, but is a state"
                        : role + " must be a state, but is a trained parameter");
        symbols.add(((GraphParameter) parameter).symbol());
    }

    /**
     * @throws GraphError with the operation, the operands so far and the rule, if the condition does not hold
     */
    void require(boolean condition, String rule) {
        if (!condition) {
            throw broken(rule);
        }
    }

    private GraphError broken(String rule) {
        String where = scope.isEmpty() ? operation : operation + " in " + scope;
        return new GraphError(where + (described.isEmpty() ? "" : " of " + String.join(", ", described)) + ": " + rule);
    }

    List<Symbol> symbols() {
        return symbols;
    }

    boolean needGradient() {
        return symbols.stream().anyMatch(Symbol::needsGradient);
    }
}
