// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.convolution;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;
import org.septum.backend.common.program.Kernel;

/** An ND4J operation whose arguments and arrays are set once; calling it again infers and allocates nothing in Java. */
public final class Nd4jOp implements Kernel {

    private final CustomOp op;
    private final OpContext context;

    public Nd4jOp(String name, INDArray[] inputs, INDArray[] outputs, long... arguments) {
        op = DynamicCustomOp.builder(name).build();
        context = Nd4j.getExecutioner().buildContext();
        context.setIArguments(arguments);
        for (int i = 0; i < inputs.length; i++) {
            context.setInputArray(i, inputs[i]);
        }
        for (int i = 0; i < outputs.length; i++) {
            context.setOutputArray(i, outputs[i]);
        }
    }

    /** Keeps ND4J's own loops instead of oneDNN, where oneDNN is called wrongly. */
    public Nd4jOp withoutHelpers() {
        context.allowHelpers(false);
        return this;
    }

    @Override
    public void run(long step) {
        Nd4j.exec(op, context);
    }
}
