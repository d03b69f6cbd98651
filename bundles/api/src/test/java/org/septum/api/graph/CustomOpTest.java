// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.example.OddFunction;
import org.junit.jupiter.api.Test;
import org.septum.api.PluginFailure;

/** What a plugin's operation does wrong is told with its name and line. */
class CustomOpTest {

    private static final Shape SHAPE = new Shape(1, 2, 3, 1);

    private final CustomOp.Forward forward = new CustomOp.Forward(new OddFunction());

    private record Six(Shape shape, double[] values) implements WritableElements {

        Six(double first) {
            this(SHAPE, new double[] {first, 0, 0, 0, 0, 0});
        }

        @Override
        public double get(int index) {
            return values[index];
        }

        @Override
        public void set(int index, double value) {
            values[index] = value;
        }
    }

    @Test
    void anExceptionNamesTheOperationAndItsLine() {
        assertThatThrownBy(() -> forward.run(List.of(new Six(1)), List.of(new Six(0))))
                .isInstanceOf(PluginFailure.class)
                .hasMessageMatching("the operation 'OddFunction' failed in org\\.example\\.OddFunction\\.forward"
                        + " \\(OddFunction\\.java:\\d+\\): java\\.lang\\.ArrayIndexOutOfBoundsException: .*");
    }

    @Test
    void noShapeIsAFailureAndRefusedInputsAreNot() {
        assertThatThrownBy(() -> forward.shape(List.of(SHAPE)))
                .isInstanceOf(PluginFailure.class)
                .hasMessage("the operation 'OddFunction' (org.example.OddFunction) returned null from shape");
        assertThatThrownBy(() -> forward.shape(List.of(SHAPE, SHAPE)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("one input only");
    }

    @Test
    void nanIsItsDoingUnlessItWasGivenSome() {
        CustomOp.Backward backward = new CustomOp.Backward(forward, List.of(0));
        List<WritableElements> gradients = List.of(new Six(0));
        assertThatThrownBy(() -> backward.run(List.of(new Six(1), new Six(1), new Six(1)), gradients))
                .isInstanceOf(PluginFailure.class)
                .hasMessage(
                        "the operation 'OddFunction' (org.example.OddFunction) made NaN of finite numbers, in element 0 of"
                                + " the gradient of input 0, " + SHAPE);
        backward.run(List.of(new Six(Double.NaN), new Six(1), new Six(1)), gradients);
        new CustomOp.Backward(forward, List.of()).run(List.of(new Six(1), new Six(1), new Six(1)), List.of());
    }

    @Test
    void elementsAreFoundByTheirPlaceInEachRole() {
        Six elements = new Six(0);
        elements.set(0, 1, 2, 0, 7);
        elements.add(5, 1);
        assertThat(elements.get(5)).isEqualTo(8);
        assertThat(elements.get(0, 1, 2, 0)).isEqualTo(8);
        assertThat(elements.size()).isEqualTo(6);
        assertThatThrownBy(() -> elements.set(0, 1, 0, 1, 7)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> elements.get(0, 2, 0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
