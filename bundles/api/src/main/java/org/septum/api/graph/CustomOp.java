// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.septum.api.PluginFailure;

/**
 * An operation that somebody else has written, as an {@link ArrayFunction}. A backend makes the arrays and calls {@link #run};
 * no kernel of its own is needed.
 */
public sealed interface CustomOp extends Op {

    /** What it computes. */
    ArrayFunction function();

    /**
     * Computes the outputs.
     *
     * @param inputs in the order of the call's
     * @param outputs in the order of the call's, all elements 0
     * @throws PluginFailure if a plugin's function throws what is not meant for the user, or makes NaN of finite numbers
     */
    void run(List<Elements> inputs, List<WritableElements> outputs);

    /** inputs -> result. */
    record Forward(ArrayFunction function) implements CustomOp {

        /**
         * The result's shape.
         *
         * @throws IllegalArgumentException if the function refuses the inputs
         * @throws PluginFailure if a plugin's function throws anything else, or says nothing
         */
        public Shape shape(List<Shape> inputs) {
            try {
                Shape shape = function.shape(inputs);
                if (shape == null) {
                    throw PluginFailure.of(described(this), function.getClass(), "returned null from shape");
                }
                return shape;
            } catch (IllegalArgumentException refused) {
                throw refused;
            } catch (RuntimeException | Error e) {
                throw failure(this, e);
            }
        }

        @Override
        public void run(List<Elements> inputs, List<WritableElements> outputs) {
            try {
                function.forward(inputs, outputs.get(0));
                requireNumbers(this, inputs, outputs, output -> "its result");
            } catch (RuntimeException | Error e) {
                throw failure(this, e);
            }
        }
    }

    /**
     * dy, y, inputs -> the gradients of the inputs that need one.
     *
     * @param wanted the numbers of those inputs, counted from 0
     */
    record Backward(Forward forward, List<Integer> wanted) implements CustomOp {

        /** Takes a copy of the list. */
        public Backward {
            wanted = List.copyOf(wanted);
        }

        @Override
        public ArrayFunction function() {
            return forward.function();
        }

        @Override
        public void run(List<Elements> inputs, List<WritableElements> outputs) {
            List<Elements> forwards = inputs.subList(2, inputs.size());
            List<WritableElements> gradients = new ArrayList<>();
            forwards.forEach(input -> gradients.add(dropped(input.shape())));
            for (int i = 0; i < outputs.size(); i++) {
                gradients.set(wanted.get(i), outputs.get(i));
            }
            try {
                function().backward(forwards, inputs.get(1), inputs.get(0), List.copyOf(gradients));
                requireNumbers(this, inputs, outputs, output -> "the gradient of input " + wanted.get(output));
            } catch (RuntimeException | Error e) {
                throw failure(this, e);
            }
        }

        @Override
        public String label() {
            return forward.label() + "Backward";
        }
    }

    @Override
    default String label() {
        return function().name();
    }

    private static RuntimeException failure(CustomOp op, Throwable thrown) {
        return PluginFailure.thrownBy(described(op), op.function().getClass(), thrown);
    }

    private static String described(CustomOp op) {
        return "the operation '" + op.function().name() + "'";
    }

    /** Training that diverges has NaN in its inputs sooner or later, which is not the function's doing. */
    private static void requireNumbers(
            CustomOp op, List<Elements> inputs, List<WritableElements> outputs, IntFunction<String> name) {
        for (int output = 0; output < outputs.size(); output++) {
            WritableElements written = outputs.get(output);
            OptionalInt nan = IntStream.range(0, written.size())
                    .filter(i -> Double.isNaN(written.get(i)))
                    .findFirst();
            if (nan.isPresent() && inputs.stream().allMatch(CustomOp::isFinite)) {
                throw PluginFailure.of(
                        described(op),
                        op.function().getClass(),
                        "made NaN of finite numbers, in element " + nan.getAsInt() + " of " + name.apply(output) + ", "
                                + written.shape());
            }
        }
    }

    private static boolean isFinite(Elements elements) {
        return IntStream.range(0, elements.size()).allMatch(i -> Double.isFinite(elements.get(i)));
    }

    /** The gradient of an input that needs none. */
    private static WritableElements dropped(Shape shape) {
        return new WritableElements() {
            @Override
            public Shape shape() {
                return shape;
            }

            @Override
            public double get(int index) {
                return 0;
            }

            @Override
            public void set(int index, double value) {
                Objects.checkIndex(index, size());
            }
        };
    }
}
