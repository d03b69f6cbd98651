// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** ND4J on the launcher's class path, which lacks the parsers that ND4J declares: arithmetic, also a plugin's, must not. */
class Nd4jArithmeticTest {

    private final INDArray numbers = Nd4j.arange(6).castTo(DataType.FLOAT).reshape(2, 3);

    /** ND4J works out the shape with a table that names data types of Protocol Buffers as well. */
    @Test
    void shapesOfResultsAreWorkedOut() {
        INDArray[] sums = Nd4j.exec(DynamicCustomOp.builder("reduce_sum")
                .addInputs(numbers)
                .addIntegerArguments(1)
                .build());

        assertThat(sums[0].toFloatVector()).containsExactly(3, 12);
    }

    /** The first change of a shape loads ND4J's compressors. */
    @Test
    void arraysChangeTheirShapes() {
        assertThat(numbers.reshape(3, 2).transpose().toFloatMatrix()).isEqualTo(new float[][] {{0, 2, 4}, {1, 3, 5}});
        assertThat(numbers.get(NDArrayIndex.indices(1, 0), NDArrayIndex.point(2))
                        .toFloatVector())
                .containsExactly(5, 2);
    }

    @Test
    void arraysAreMultipliedSortedAndPrinted() {
        assertThat(numbers.mmul(numbers.transpose()).toFloatMatrix()).isEqualTo(new float[][] {{5, 14}, {14, 50}});
        assertThat(Nd4j.sort(numbers.dup(), 1, false).getRow(0).toFloatVector()).containsExactly(2, 1, 0);
        assertThat(numbers.toString()).contains("5.0000");
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> numbers.reshape(4, 4))
                .hasMessageContaining("New shape length doesn't match original length");
        assertThatThrownBy(() -> Nd4j.exec(DynamicCustomOp.builder("conv2d")
                        .addInputs(numbers)
                        .addOutputs(numbers)
                        .build()))
                .hasMessageContaining("conv2d");
    }
}
