// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import static org.septum.testkit.rules.Rule.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.Kind;
import org.septum.api.graph.Mode;
import org.septum.api.model.Normalization;
import org.septum.api.plan.ParameterTable;

/** What models, their parts and heads keep to, in double precision with random parameters. */
record GraphRules(Subject subject) {

    private static final double TOLERANCE = 1e-9;
    private static final double NOTHING = 1e-13;
    private static final int DRAWS = 5;

    static List<Rule> of(Subject subject) {
        GraphRules rules = new GraphRules(subject);
        List<Rule> list = new ArrayList<>(List.of(
                new Rule("G-01", "the output has the shape that its kind promises", rules::shape),
                new Rule("G-02", "a gradient reaches every parameter, and what comes before", rules::gradient),
                new Rule(
                        "G-03",
                        "in evaluation a sample gives the same output every time, whatever else is in its batch",
                        rules::evaluation),
                new Rule(
                        "G-04",
                        "training and evaluation have the same parameters, and so has another of it",
                        rules::parameters),
                new Rule("G-05", "outputs are finite for large, for small and for constant inputs", rules::finite)));
        if (subject.kind() == Kind.NORMALIZATION) {
            list.add(new Rule("N-01", "it removes each channel's mean if and only if it says so", rules::mean));
        }
        return list;
    }

    private GraphProbe probe(GraphCase part, Mode mode) {
        return new GraphProbe(subject.graphs(), part, mode);
    }

    private void shape() {
        for (GraphCase part : GraphCase.of(subject)) {
            for (Mode mode : Mode.values()) {
                try (GraphProbe probe = probe(part, mode)) {
                    List<Integer> found = new ArrayList<>(probe.shape().dimensions());
                    if (part.expected().get(1) == 0) {
                        found.set(1, 0);
                    }
                    require(
                            found.equals(part.expected()),
                            "with " + part.name() + " the output is " + probe.shape() + ", but "
                                    + described(part.expected()) + " is needed");
                }
            }
        }
    }

    private static String described(List<Integer> shape) {
        return "[batch " + shape.get(0) + ", channels " + (shape.get(1) == 0 ? "any" : shape.get(1)) + ", height "
                + shape.get(2) + ", width " + shape.get(3) + "]";
    }

    private void gradient() {
        for (GraphCase part : GraphCase.of(subject)) {
            try (GraphProbe probe = probe(part, Mode.TRAINING)) {
                Map<String, Double> largest = new LinkedHashMap<>();
                // A rectifier may shut off a parameter by chance, but not in every draw.
                for (int draw = 1; draw <= DRAWS; draw++) {
                    probe.draw(draw);
                    probe.run(0, 1, 1, 2, 3, 4);
                    for (ParameterTable.Entry entry : probe.parameters().entries()) {
                        if (entry.trainable()) {
                            largest.merge(entry.name(), probe.largestGradient(entry), Math::max);
                        }
                    }
                }
                largest.forEach((name, size) -> require(
                        Double.isFinite(size) && size > NOTHING,
                        "with " + part.name() + " the gradient of " + name + " is " + size));
            }
        }
    }

    private void evaluation() {
        for (GraphCase part : GraphCase.of(subject)) {
            try (GraphProbe probe = probe(part, Mode.EVALUATION)) {
                double[] first = probe.run(0, 1, 1, 2, 3, 4);
                double[] again = probe.run(0, 1, 1, 2, 3, 4);
                require(Arrays.equals(first, again), "with " + part.name() + " a second run gives another output");
                double[] beside = probe.run(0, 1, 1, 5, 6, 7);
                for (int i = 0; i < first.length / GraphCase.BATCH; i++) {
                    require(
                            near(first[i], beside[i]),
                            "with " + part.name() + " a sample's output is " + first[i] + " beside one sample and "
                                    + beside[i] + " beside another");
                }
            }
        }
    }

    private void parameters() {
        List<GraphCase> parts = GraphCase.of(subject);
        List<GraphCase> others = GraphCase.of(subject);
        for (int i = 0; i < parts.size(); i++) {
            try (GraphProbe training = probe(parts.get(i), Mode.TRAINING);
                    GraphProbe evaluation = probe(parts.get(i), Mode.EVALUATION);
                    GraphProbe other = probe(others.get(i), Mode.TRAINING)) {
                require(
                        names(training).equals(names(evaluation))
                                && training.parameters().sameLayout(evaluation.parameters()),
                        "training has " + names(training) + ", evaluation " + names(evaluation));
                require(
                        training.parameters().sameLayout(other.parameters()),
                        "one has " + names(training) + ", another made alike " + names(other));
            }
        }
    }

    private static List<String> names(GraphProbe probe) {
        return probe.parameters().entries().stream()
                .map(ParameterTable.Entry::name)
                .toList();
    }

    private void finite() {
        double[][] inputs = {{0, 1000}, {0, 1e-6}, {3, 0}, {0, 0}};
        for (GraphCase part : GraphCase.of(subject)) {
            for (Mode mode : Mode.values()) {
                try (GraphProbe probe = probe(part, mode)) {
                    for (double[] input : inputs) {
                        require(
                                Arrays.stream(probe.run(input[0], input[1], 1, 2, 3, 4))
                                        .allMatch(Double::isFinite),
                                "in " + mode + " an output is not finite for inputs of mean " + input[0]
                                        + " and deviation " + input[1]);
                    }
                }
            }
        }
    }

    /** A constant is added to the input of the layer by adding it to what the 1 x 1 convolution before it sees. */
    private void mean() {
        Normalization norm = subject.create(Normalization.class);
        try (GraphProbe probe = probe(GraphCase.normalization(norm), Mode.TRAINING)) {
            double[] plain = probe.run(0, 1, 1, 2, 3, 4);
            double[] moved = probe.run(5, 1, 1, 2, 3, 4);
            double difference = 0;
            for (int i = 0; i < plain.length; i++) {
                difference = Math.max(difference, Math.abs(plain[i] - moved[i]));
            }
            require(
                    norm.removesMean() == difference < 1e-6,
                    "it says that it " + (norm.removesMean() ? "removes" : "keeps")
                            + " the mean, but a constant added to" + " its input changes the output by up to "
                            + difference);
        }
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a));
    }
}
