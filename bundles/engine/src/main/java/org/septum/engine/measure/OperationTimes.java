// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.septum.api.backend.Operation;
import org.septum.api.backend.Program;
import org.septum.api.backend.StepTimer;
import org.septum.api.plan.Plan;
import org.septum.engine.network.FloatingPointOperations;
import org.septum.services.measure.OperationTime;

/** Adds up the times of a training program's operations by kind. */
final class OperationTimes implements StepTimer {

    private static final String OPTIMIZER = "optimizer";

    private record Key(String label, String phase) {}

    /** What is known of a kind of operation. */
    private static final class Total {
        private final List<Double> seconds = new ArrayList<>();
        private int calls;
        private double flops;
        private long nanoseconds;

        void runFinished() {
            seconds.add(nanoseconds / 1e9);
            nanoseconds = 0;
        }
    }

    private final Key[] keys;
    private final Map<Key, Total> totals = new LinkedHashMap<>();
    private int moves;

    OperationTimes(Plan plan, Program program) {
        List<Operation> operations = program.operations().isEmpty() ? asPlanned(plan) : program.operations();
        keys = new Key[operations.size()];
        int counted = -1;
        for (int i = 0; i < keys.length; i++) {
            Operation operation = operations.get(i);
            Plan.Call call = plan.calls().get(operation.call());
            keys[i] = new Key(operation.label(), call.phase().name().toLowerCase(Locale.ROOT));
            Total total = totals.computeIfAbsent(keys[i], key -> new Total());
            total.calls++;
            moves += operation.moves() ? 1 : 0;
            // A call that the backend has divided into several operations of its kind is counted once.
            if (operation.label().equals(call.op().label()) && operation.call() != counted) {
                total.flops += FloatingPointOperations.of(call);
                counted = operation.call();
            }
        }
    }

    private static List<Operation> asPlanned(Plan plan) {
        return IntStream.range(0, plan.calls().size())
                .mapToObj(i -> new Operation(i, plan.calls().get(i).op().label(), false, ""))
                .toList();
    }

    @Override
    public void finished(int index, long nanoseconds) {
        totals.get(keys[index]).nanoseconds += nanoseconds;
    }

    /** How many operations of a run only bring elements into another memory order or type. */
    int moves() {
        return moves;
    }

    /** Ends a run of the program. */
    void runFinished(String optimizer, long optimizerNanoseconds) {
        Total update = totals.computeIfAbsent(new Key(optimizer, OPTIMIZER), key -> new Total());
        update.calls = 1;
        update.nanoseconds = optimizerNanoseconds;
        totals.values().forEach(Total::runFinished);
    }

    /** Medians over the steps, the longest first. */
    List<OperationTime> medians() {
        List<OperationTime> result = new ArrayList<>();
        totals.forEach((key, total) ->
                result.add(new OperationTime(key.label, key.phase, total.calls, median(total.seconds), total.flops)));
        result.sort((a, b) -> Double.compare(b.seconds(), a.seconds()));
        return result;
    }

    /** The most multiplications and additions per second that the operations of one kind have reached in a step. */
    double fastest(String label) {
        return totals.entrySet().stream()
                .filter(entry -> entry.getKey().label.equals(label))
                .map(Map.Entry::getValue)
                .mapToDouble(total -> total.flops / Collections.min(total.seconds))
                .max()
                .orElse(0);
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
