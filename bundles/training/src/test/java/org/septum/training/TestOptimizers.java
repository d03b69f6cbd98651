// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.training.Optimizer;
import org.septum.api.training.OptimizerFactory;
import org.septum.api.training.ScheduleFactory;
import org.septum.training.schedule.ConstantFactory;

/** Optimizers as an experiment file would describe them, and the gradients of the scripts that made the references. */
public final class TestOptimizers {

    public static final float[] START = {0.5f, -1.25f, 3, 1e-3f, 0};

    private static final double[] SCALE = {0.1, -0.2, 0.3, 1e-6, 5};

    private TestOptimizers() {}

    public static Optimizer create(OptimizerFactory factory, Map<String, Object> given) {
        Map<String, Object> options = new LinkedHashMap<>(given);
        options.putIfAbsent("schedule", schedule("constant", new ConstantFactory(), Map.of()));
        return factory.create(Arguments.of(factory.options(), options));
    }

    static Component schedule(String type, ScheduleFactory factory, Map<String, Object> given) {
        return Component.of(Kind.SCHEDULE, type, factory, Arguments.of(factory.options(), given));
    }

    public static float[] gradients(int step) {
        float[] gradients = new float[SCALE.length];
        for (int i = 0; i < SCALE.length; i++) {
            double gradient = SCALE[i] * ((step * (i + 1) % 2 == 0 ? 1 : -1) + 0.5 * step);
            gradients[i] = (float) (step < 4 ? gradient : 0.01 * gradient);
        }
        return gradients;
    }
}
