// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;

/** A case as it is written in a {@link CaseFile}: values, the calls that read and make them, and tolerances. */
final class WrittenCase {

    /** Of values that are there before the calls. */
    private static final Set<String> GIVEN = Set.of("input", "coarse", "parameter", "state");

    /** Of values that calls make, and of what a state holds afterwards. */
    private static final Set<String> MADE = Set.of("output", "gradient", "after");

    /**
     * A value of the plan.
     *
     * @param kind one of {@link #GIVEN} or {@link #MADE}
     * @param of its dimensions joined by x; of a gradient the name of its parameter, of {@code after} that of the state
     * @param numbers what it holds or, where a call makes it, has to hold; null where nothing is given
     */
    record Written(String kind, String of, double[] numbers) {

        boolean isMade() {
            return MADE.contains(kind);
        }

        int[] dimensions() {
            return Stream.of(of.split("x")).mapToInt(Integer::parseInt).toArray();
        }

        float[] floats() {
            float[] floats = new float[numbers.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) numbers[i];
            }
            return floats;
        }
    }

    /** An operation on values of these names. */
    record WrittenCall(Op op, List<String> from, List<String> to) {}

    private final String name;
    private final Map<String, Written> values = new LinkedHashMap<>();
    private final List<WrittenCall> calls = new ArrayList<>();
    private double tolerance = Conformance.OPERATION;
    private double bfloat16 = Conformance.BFLOAT16;

    WrittenCase(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** By name, in order. */
    Map<String, Written> values() {
        return values;
    }

    List<WrittenCall> calls() {
        return calls;
    }

    /**
     * Takes in a line that stands below the name.
     *
     * @throws IllegalArgumentException naming case and line if it cannot be read
     */
    void add(String line) {
        try {
            String[] sides = line.split(" = | -> ");
            String[] words = sides[0].split(" ");
            if (words[0].equals("tolerance")) {
                tolerance = Double.parseDouble(words[1]);
                bfloat16 = words.length > 2 ? Double.parseDouble(words[2]) : Double.NaN;
            } else if (line.contains(" -> ")) {
                String[] parts = sides[0].split(": ");
                calls.add(new WrittenCall(
                        OperationReader.read(parts[0]), names(parts[1], "input"), names(sides[1], "output")));
            } else {
                declare(words[0], new Written(words[1], words[2], sides.length > 1 ? numbers(sides[1]) : null));
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("case '" + name + "', line '" + line + "': " + e.getMessage(), e);
        }
    }

    private void declare(String value, Written written) {
        if (!GIVEN.contains(written.kind()) && !MADE.contains(written.kind())) {
            throw new IllegalArgumentException("there is no kind of value '" + written.kind() + "'");
        }
        if (Set.of("gradient", "after").contains(written.kind())) {
            requireValue(written.of());
        }
        if (values.putIfAbsent(value, written) != null) {
            throw new IllegalArgumentException("there are two values '" + value + "'");
        }
    }

    private void requireValue(String value) {
        if (!values.containsKey(value)) {
            throw new IllegalArgumentException("there is no value '" + value + "'");
        }
    }

    /** Dimensions in place of a name are a value that no other line uses. */
    private List<String> names(String text, String kind) {
        List<String> names = new ArrayList<>();
        for (String word : text.split(" ")) {
            boolean isNew = Character.isDigit(word.charAt(0));
            String value = isNew ? "value " + values.size() : word;
            if (isNew) {
                declare(value, new Written(kind, word, null));
            } else {
                requireValue(value);
            }
            names.add(value);
        }
        return names;
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" "))
                .flatMapToDouble(word -> {
                    String[] parts = word.split("\\*");
                    double number = Double.parseDouble(parts[0]);
                    return DoubleStream.generate(() -> number).limit(parts.length > 1 ? Integer.parseInt(parts[1]) : 1);
                })
                .toArray();
    }

    /** The case as a plan; where the file does not say what comes out, the reference backend does. */
    ConformanceCase asCase() {
        SmallPlan small = new SmallPlan();
        Map<String, Value> made = new HashMap<>();
        Map<String, float[]> expected = new HashMap<>();
        values.forEach((key, written) -> {
            Value of = made.get(written.of());
            Value value = value(small, written, of);
            made.put(key, value);
            if (written.isMade() && written.numbers() != null) {
                if (written.numbers().length != value.elements()) {
                    throw new IllegalArgumentException("case '" + name + "': not all of " + key + " is given");
                }
                expected.put(of == null ? value.name() : of.name(), written.floats());
            }
        });
        for (WrittenCall call : calls) {
            List<Value> from = call.from().stream().map(made::get).toList();
            small.call(call.op(), from, call.to().stream().map(made::get).toArray(Value[]::new));
        }
        Plan plan = small.plan();
        return new ConformanceCase(
                name,
                plan,
                small.data(),
                expected.isEmpty() ? Conformance.reference(plan, small.data()) : expected,
                tolerance,
                bfloat16);
    }

    private static Value value(SmallPlan small, Written written, Value of) {
        if (of != null) {
            return written.kind().equals("gradient") ? small.gradient(of) : of;
        }
        int[] sizes = written.dimensions();
        boolean isNoise = written.numbers() == null;
        return switch (written.kind()) {
            case "input" -> isNoise ? small.input(sizes) : small.input(written.floats(), sizes);
            case "coarse" -> small.coarse(sizes);
            case "parameter" -> isNoise ? small.parameter(sizes) : small.parameter(written.floats(), sizes);
            case "state" -> isNoise ? small.state(sizes) : small.state(written.floats(), sizes);
            default -> small.output(sizes);
        };
    }
}
