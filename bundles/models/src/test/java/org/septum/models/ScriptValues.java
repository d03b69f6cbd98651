// SPDX-License-Identifier: Apache-2.0
package org.septum.models;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.septum.api.plan.ParameterTable;
import org.septum.testkit.reference.ReferenceSession;

/** The inputs and parameters of unet.py and blocks.py. */
public final class ScriptValues {

    private ScriptValues() {}

    public static void fill(ReferenceSession session, ParameterTable table) {
        for (ParameterTable.Entry entry : table.entries()) {
            String name = entry.name();
            boolean aroundOne = name.endsWith("bias")
                    || name.endsWith("running_var")
                    || name.contains("norm") && name.endsWith("weight");
            double[] values =
                    values((int) entry.elements(), i -> Math.sin(i + 3 * name.length()) / 2 + (aroundOne ? 1 : 0));
            double[] all = entry.trainable() ? session.parameterValues() : session.stateValues();
            System.arraycopy(values, 0, all, (int) entry.offset(), values.length);
        }
    }

    public static double[] cosines(int count) {
        return values(count, Math::cos);
    }

    private static double[] values(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count).mapToDouble(value).toArray();
    }
}
