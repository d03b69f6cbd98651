// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.septum.api.graph.CustomOp;
import org.septum.api.graph.Elements;
import org.septum.api.graph.Shape;
import org.septum.api.graph.WritableElements;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.testkit.kernels.CustomOps;
import org.septum.testkit.reference.ReferenceBackend;
import org.septum.testkit.reference.ReferenceProgram;
import org.septum.testkit.reference.ReferenceSession;

/**
 * An operation of a plugin's own with what it is given in a graph, in double precision.
 *
 * @param inputs what it is given
 * @param wanted the inputs that its gradient is asked of
 * @param result its result's shape
 */
public record FunctionProbe(
        CustomOp.Forward op, List<Shape> shapes, List<double[]> inputs, List<Integer> wanted, Shape result) {

    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-5;
    private static final int ELEMENTS = 40;

    /**
     * The operations of plugins in a plan, with the inputs that they get when it runs on these data.
     *
     * @param data of the plan's inputs, by name
     */
    public static List<FunctionProbe> of(Plan plan, Map<String, double[]> data) {
        Map<String, Value> outputs = new LinkedHashMap<>(plan.outputs());
        List<Plan.Call> calls = plan.calls().stream()
                .filter(call -> call.op() instanceof CustomOp.Forward)
                .toList();
        calls.forEach(call -> call.inputs().forEach(value -> outputs.put(place(value), value)));
        if (calls.isEmpty()) {
            return List.of();
        }
        Plan watched = new Plan(plan.mode(), plan.calls(), plan.inputs(), outputs, plan.gradients(), plan.parameters());
        try (ReferenceSession session = new ReferenceBackend().open(plan.parameters(), 1)) {
            Random random = new Random(5);
            Arrays.setAll(session.parameterValues(), i -> random.nextGaussian());
            Arrays.fill(session.stateValues(), 1);
            ReferenceProgram program = session.compile(watched);
            data.forEach(program::write);
            program.run(1);
            return calls.stream().map(call -> probe(call, plan, program)).toList();
        }
    }

    private static String place(Value value) {
        return "value " + value.id();
    }

    private static FunctionProbe probe(Plan.Call call, Plan plan, ReferenceProgram program) {
        List<Integer> wanted = plan.calls().stream()
                .filter(other -> other.op() instanceof CustomOp.Backward backward
                        && backward.forward().equals(call.op())
                        && other.input(1).equals(call.output(0)))
                .findFirst()
                .map(other -> ((CustomOp.Backward) other.op()).wanted())
                .orElse(List.of());
        return new FunctionProbe(
                (CustomOp.Forward) call.op(),
                call.inputs().stream().map(FunctionProbe::shape).toList(),
                call.inputs().stream().map(value -> program.read(place(value))).toList(),
                wanted,
                shape(call.output(0)));
    }

    private static Shape shape(Value value) {
        return new Shape(value.dimension(0), value.dimension(1), value.dimension(2), value.dimension(3));
    }

    /** What it computes from given inputs, of which it gets copies. */
    public double[] forward(List<double[]> from) {
        double[] y = new double[(int) result.elements()];
        op.run(elements(from), List.of(CustomOps.elements(result, y)));
        return y;
    }

    /** What it computes from other inputs; a function that keeps something of a call has that of this one then. */
    public void forwardElsewhere() {
        forward(inputs.stream()
                .map(values -> Arrays.stream(values).map(x -> x / 2).toArray())
                .toList());
    }

    /**
     * Its gradients, those of the wanted inputs in order, at its own inputs; as in a network that has it several times, another
     * forward comes between its forward and its backward.
     */
    public List<double[]> backward(double[] gradient) {
        double[] y = forward(inputs);
        forwardElsewhere();
        List<Elements> from = new ArrayList<>();
        from.add(CustomOps.elements(result, gradient.clone()));
        from.add(CustomOps.elements(result, y));
        from.addAll(elements(inputs));
        List<double[]> gradients = new ArrayList<>();
        List<WritableElements> to = new ArrayList<>();
        for (int input : wanted) {
            gradients.add(new double[inputs.get(input).length]);
            to.add(CustomOps.elements(shapes.get(input), gradients.get(gradients.size() - 1)));
        }
        new CustomOp.Backward(op, wanted).run(from, to);
        return gradients;
    }

    private List<Elements> elements(List<double[]> from) {
        return IntStream.range(0, from.size())
                .<Elements>mapToObj(
                        i -> CustomOps.elements(shapes.get(i), from.get(i).clone()))
                .toList();
    }

    /** A weight for each element of the result, so that gradients differ from element to element. */
    public double[] weights() {
        return new Random(9).doubles(result.elements(), -1, 1).toArray();
    }

    /**
     * The first gradient that finite differences contradict, in words; empty if none does. Where the function has a kink, what
     * lies between the slopes of its two sides agrees.
     */
    public String contradiction() {
        double[] weights = weights();
        List<double[]> gradients = backward(weights);
        for (int i = 0; i < gradients.size(); i++) {
            double[] gradient = gradients.get(i);
            for (int element : some(gradient.length)) {
                double here = sum(wanted.get(i), element, 0, weights);
                double up = (sum(wanted.get(i), element, STEP, weights) - here) / STEP;
                double down = (here - sum(wanted.get(i), element, -STEP, weights)) / STEP;
                double tolerance = TOLERANCE * Math.max(1, Math.abs(up + down) / 2);
                boolean agrees = Math.abs(gradient[element] - (up + down) / 2) <= tolerance
                        || gradient[element] >= Math.min(up, down) - tolerance
                                && gradient[element] <= Math.max(up, down) + tolerance;
                if (!agrees) {
                    return "by element " + element + " of input " + wanted.get(i) + " it is " + gradient[element]
                            + ", by finite differences " + (up + down) / 2;
                }
            }
        }
        return "";
    }

    /** Elements here and there: an even stride would see the same columns of every row. */
    private static int[] some(int size) {
        return new Random(3)
                .ints(0, size)
                .distinct()
                .limit(Math.min(size, ELEMENTS))
                .toArray();
    }

    /** The weighted sum of the result after one element of an input has moved. */
    private double sum(int input, int element, double step, double[] weights) {
        List<double[]> moved = new ArrayList<>(inputs);
        double[] values = inputs.get(input).clone();
        values[element] += step;
        moved.set(input, values);
        double[] y = forward(moved);
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += weights[i] * y[i];
        }
        return sum;
    }
}
