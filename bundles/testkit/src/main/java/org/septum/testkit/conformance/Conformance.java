// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.septum.api.backend.Backend;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.OpTable;
import org.septum.api.plan.Plan;
import org.septum.services.graph.GraphCompiler;
import org.septum.testkit.reference.ReferenceBackend;

/**
 * What every backend is held to: each operation on numbers that PyTorch has computed, each on shapes that leave remainders
 * everywhere, and small networks with their gradients; the latter two as the {@link ReferenceBackend} computes them.
 */
public final class Conformance {

    /** The operations on numbers that PyTorch has computed; operations.py writes it. */
    static final String PYTORCH = "operations.txt";

    /** For single operations in float32. */
    static final double OPERATION = 1e-5;

    /** For whole networks in float32, where roundings add up. */
    static final double NETWORK = 2e-5;

    /** For single operations in bfloat16, which has 8 binary digits. */
    static final double BFLOAT16 = 2e-2;

    /** One value in two hundred that rounding moves to the other side of a ReLU makes 7 % of its gradient. */
    private static final double NETWORK_IN_BFLOAT16 = 0.15;

    private static final long SEED = 3;

    private Conformance() {}

    /**
     * All cases.
     *
     * @param compiler Septum's own, for the networks
     */
    public static List<ConformanceCase> cases(GraphCompiler compiler) {
        List<ConformanceCase> cases = new ArrayList<>();
        for (String file : List.of(PYTORCH, "shapes.txt")) {
            CaseFile.read(file).forEach(written -> cases.add(written.asCase()));
        }
        cases.addAll(CustomCases.all());
        for (Mode mode : List.of(Mode.TRAINING, Mode.EVALUATION)) {
            for (Op.Interpolation interpolation : Op.Interpolation.values()) {
                Plan plan = SmallNetwork.plan(compiler, mode, interpolation, 4, 32, 32);
                cases.add(network("small network, " + interpolation, mode, plan, NETWORK_IN_BFLOAT16));
            }
            cases.add(network("network in groups", mode, GroupedNetwork.plan(compiler, mode), BFLOAT16));
            cases.add(network("network of other axes", mode, AxesNetwork.plan(compiler, mode), NETWORK_IN_BFLOAT16));
        }
        return cases;
    }

    private static ConformanceCase network(String name, Mode mode, Plan plan, double bfloat16) {
        Map<String, float[]> data = SmallNetwork.data(plan);
        return new ConformanceCase(name + ", " + mode, plan, data, reference(plan, data), NETWORK, bfloat16);
    }

    static Map<String, float[]> reference(Plan plan, Map<String, float[]> data) {
        return PlanRun.results(new ReferenceBackend(), settings("float32", 1), plan, data, session -> {});
    }

    private static RuntimeSettings settings(String precision, int threads) {
        return new RuntimeSettings("cpu", precision, threads, SEED);
    }

    /** The operations that no case uses. */
    public static List<String> missing(List<ConformanceCase> cases) {
        List<String> missing = new ArrayList<>(
                OpTable.types().stream().map(Class::getSimpleName).toList());
        cases.stream()
                .flatMap(given -> given.plan().calls().stream())
                .forEach(call -> missing.remove(call.op().getClass().getSimpleName()));
        return missing;
    }

    /**
     * Runs a case and measures, in its precision's measure, the largest deviation of all arrays.
     *
     * @param prepare told of the session before anything is written: a place to fill its memory with NaN
     */
    public static double deviation(
            Backend backend, ConformanceCase given, String precision, int threads, Consumer<Session> prepare) {
        Map<String, float[]> actual =
                PlanRun.results(backend, settings(precision, threads), given.plan(), given.data(), prepare);
        Map<String, Double> deviations = new HashMap<>();
        given.expected()
                .forEach((name, values) -> deviations.put(
                        name,
                        precision.equals("bfloat16")
                                ? ofNorms(actual.get(name), values)
                                : ofElements(actual.get(name), values)));
        return deviations.values().stream().reduce(0.0, Conformance::worse);
    }

    /** The larger one; NaN is the largest of all. */
    private static double worse(double a, double b) {
        return Double.isNaN(a) || a > b ? a : b;
    }

    /** The largest difference, relative to the largest element. */
    public static double ofElements(float[] actual, float[] expected) {
        double largest = 1e-6;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = worse(Math.abs((double) actual[i] - expected[i]), difference);
        }
        return difference / largest;
    }

    /** The norm of the difference, relative to the norm. */
    public static double ofNorms(float[] actual, float[] expected) {
        double difference = 0;
        double norm = 1e-12;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow((double) actual[i] - expected[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        return Math.sqrt(difference / norm);
    }
}
