// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import static org.septum.testkit.rules.Rule.require;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.septum.api.training.Optimizer;
import org.septum.api.training.Progress;

/** What optimizers keep to, on 100 parameters and the function (p - 1)^2 / 2 of each. */
record OptimizerRules(Subject subject) {

    private static final int LENGTH = 100;
    private static final int STEPS = 60;
    private static final float UNTOUCHED = 17;

    static List<Rule> of(Subject subject) {
        OptimizerRules rules = new OptimizerRules(subject);
        return List.of(
                new Rule("O-01", "parameters stay finite and descend a parabola", rules::descends),
                new Rule("O-02", "each element is updated alike and by itself", rules::elements),
                new Rule("O-03", "gradients, and elements beyond the given length, are left alone", rules::inputs),
                new Rule("O-04", "a factor of the gradients is worth gradients multiplied by it", rules::factor),
                new Rule("O-05", "slots have different names, the average's among them", rules::slots));
    }

    /** What an optimizer works on. */
    private static final class Vectors {
        final float[] parameters;
        final float[] gradients;
        final float[][] slots;

        Vectors(Optimizer optimizer, int from, int to, int spare) {
            Random random = new Random(3);
            double[] start = random.doubles(LENGTH, -2, 4).toArray();
            parameters = new float[to - from + spare];
            gradients = new float[to - from + spare];
            slots = new float[optimizer.slots().size()][to - from + spare];
            for (int i = from; i < to; i++) {
                parameters[i - from] = (float) start[i];
            }
            for (int i = to - from; i < parameters.length; i++) {
                parameters[i] = UNTOUCHED;
                gradients[i] = UNTOUCHED;
                for (float[] slot : slots) {
                    slot[i] = UNTOUCHED;
                }
            }
        }

        void run(Optimizer optimizer, int length, float scale, double factor) {
            for (int step = 1; step <= STEPS; step++) {
                for (int i = 0; i < length; i++) {
                    gradients[i] = scale * (parameters[i] - 1);
                }
                optimizer.step(new Progress(step, 10, STEPS), factor).apply(parameters, gradients, slots, length);
            }
        }

        double loss() {
            double sum = 0;
            for (float parameter : parameters) {
                sum += (parameter - 1.0) * (parameter - 1.0) / 2;
            }
            return sum;
        }
    }

    private void descends() {
        Optimizer optimizer = subject.create(Optimizer.class);
        Vectors vectors = new Vectors(optimizer, 0, LENGTH, 0);
        double before = vectors.loss();
        vectors.run(optimizer, LENGTH, 1, 1);
        double after = vectors.loss();
        require(Double.isFinite(after), "parameters are not finite after " + STEPS + " steps");
        require(after < before, "the sum of the parabolas went from " + before + " to " + after);
        double rate = optimizer.learningRate(new Progress(1, 10, STEPS));
        require(Double.isFinite(rate) && rate >= 0, "the learning rate is " + rate);
    }

    private void elements() {
        Optimizer optimizer = subject.create(Optimizer.class);
        Vectors whole = new Vectors(optimizer, 0, LENGTH, 0);
        whole.run(optimizer, LENGTH, 1, 1);
        for (int from = 0; from < LENGTH; from += 25) {
            Optimizer other = subject.create(Optimizer.class);
            Vectors part = new Vectors(other, from, from + 25, 0);
            part.run(other, 25, 1, 1);
            float[] expected = Arrays.copyOfRange(whole.parameters, from, from + 25);
            for (int i = 0; i < 25; i++) {
                require(
                        Math.abs(expected[i] - part.parameters[i]) <= 1e-6 * Math.max(1, Math.abs(expected[i])),
                        "parameter " + (from + i) + " becomes " + expected[i] + " among " + LENGTH + " parameters, "
                                + part.parameters[i] + " among 25");
            }
        }
    }

    private void inputs() {
        Optimizer optimizer = subject.create(Optimizer.class);
        Vectors vectors = new Vectors(optimizer, 0, LENGTH, 8);
        float[] gradients = vectors.gradients;
        Arrays.fill(gradients, 0, LENGTH, 0.25f);
        float[] before = gradients.clone();
        optimizer.step(new Progress(1, 10, STEPS), 1).apply(vectors.parameters, gradients, vectors.slots, LENGTH);
        require(Arrays.equals(before, gradients), "it changes the gradients");
        for (int i = LENGTH; i < gradients.length; i++) {
            require(vectors.parameters[i] == UNTOUCHED, "it changes parameters beyond the length");
            for (float[] slot : vectors.slots) {
                require(slot[i] == UNTOUCHED, "it changes a slot beyond the length");
            }
        }
    }

    private void factor() {
        Optimizer optimizer = subject.create(Optimizer.class);
        Vectors multiplied = new Vectors(optimizer, 0, LENGTH, 0);
        multiplied.run(optimizer, LENGTH, 0.5f, 1);
        Optimizer other = subject.create(Optimizer.class);
        Vectors factored = new Vectors(other, 0, LENGTH, 0);
        factored.run(other, LENGTH, 1, 0.5);
        for (int i = 0; i < LENGTH; i++) {
            float expected = multiplied.parameters[i];
            require(
                    Math.abs(expected - factored.parameters[i]) <= 1e-5 * Math.max(1, Math.abs(expected)),
                    "with half the gradients parameter " + i + " becomes " + expected + ", with the factor 0.5 "
                            + factored.parameters[i]);
        }
    }

    private void slots() {
        Optimizer optimizer = subject.create(Optimizer.class);
        List<String> slots = optimizer.slots();
        require(new HashSet<>(slots).size() == slots.size(), "a slot's name is there twice: " + slots);
        optimizer
                .averageSlot()
                .ifPresent(average -> require(
                        slots.contains(average), "the average is in '" + average + "', but the slots are " + slots));
        optimizer.clipNorm().ifPresent(norm -> require(norm > 0, "the norm to clip gradients at is " + norm));
    }
}
