// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import static org.septum.testkit.rules.Rule.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.septum.api.Kind;
import org.septum.api.graph.ArrayFunction;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.testkit.probe.FunctionProbe;

/**
 * What operations of a plugin's own keep to ({@link org.septum.api.graph.ArrayFunction}) that its losses, models, blocks and
 * heads bring along, on the inputs that they get there, in double precision. A component without any keeps them all.
 */
record FunctionRules(Subject subject) {

    private static final String LOGITS = "logits";
    private static final String TARGET = "target";

    static List<Rule> of(Subject subject) {
        FunctionRules rules = new FunctionRules(subject);
        return List.of(
                new Rule(
                        "F-01",
                        "an operation's backward agrees with finite differences of its forward",
                        rules::gradient),
                new Rule(
                        "F-02",
                        "an operation gives the same for the same inputs, and equals another made alike",
                        rules::pure));
    }

    private void gradient() {
        for (FunctionProbe probe : probes()) {
            String contradiction = probe.contradiction();
            require(contradiction.isEmpty(), "the gradient of " + name(probe) + " is wrong: " + contradiction);
        }
    }

    private void pure() {
        List<FunctionProbe> probes = probes();
        for (FunctionProbe probe : probes) {
            double[] first = probe.forward(probe.inputs());
            List<double[]> gradients = probe.backward(probe.weights());
            probe.forwardElsewhere();
            require(
                    Arrays.equals(first, probe.forward(probe.inputs())),
                    name(probe) + " computes something else the second time");
            List<double[]> again = probe.backward(probe.weights());
            for (int i = 0; i < again.size(); i++) {
                require(
                        Arrays.equals(gradients.get(i), again.get(i)),
                        name(probe) + " has another gradient the second time");
            }
        }
        List<FunctionProbe> others = probes();
        require(others.size() == probes.size(), "another made alike has other operations");
        for (int i = 0; i < others.size(); i++) {
            ArrayFunction function = probes.get(i).op().function();
            ArrayFunction other = others.get(i).op().function();
            require(
                    other.equals(function),
                    name(probes.get(i)) + " does not equal that of another made alike: " + function + " and " + other
                            + (hasArrays(function) ? "; an array equals only itself: take a list" : ""));
        }
    }

    private static boolean hasArrays(ArrayFunction function) {
        return function.getClass().isRecord()
                && Arrays.stream(function.getClass().getRecordComponents())
                        .anyMatch(component -> component.getType().isArray());
    }

    private static String name(FunctionProbe probe) {
        return "the operation '" + probe.op().function().name() + "'";
    }

    private List<FunctionProbe> probes() {
        List<FunctionProbe> probes = new ArrayList<>();
        for (GraphCase part : subject.kind() == Kind.LOSS ? losses() : GraphCase.of(subject)) {
            GraphBuilder graph = subject.graphs().newGraph(Mode.TRAINING);
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            part.inputs().forEach((name, shape) -> inputs.put(name, graph.input(name, shape)));
            String last = inputs.keySet().stream().reduce((a, b) -> b).orElseThrow();
            Parameter before = graph.parameter(
                    "before", Initializer.constant(1), part.inputs().get(last).channels());
            inputs.put(last, graph.multiply(inputs.get(last), graph.perChannel(before)));
            Tensor output = part.build().apply(graph.scope("part"), inputs);
            Tensor loss = graph.mean(output, Set.of(Role.values()));
            probes.addAll(FunctionProbe.of(subject.graphs().plan(graph, loss, Map.of()), data(part)));
        }
        return probes;
    }

    private static Map<String, double[]> data(GraphCase part) {
        Map<String, double[]> data = new LinkedHashMap<>();
        part.inputs().forEach((name, shape) -> {
            Random random = new Random(name.hashCode());
            data.put(
                    name,
                    name.equals(TARGET)
                            ? random.ints(shape.elements(), 0, classes(part))
                                    .asDoubleStream()
                                    .toArray()
                            : random.doubles(shape.elements(), -2, 2).toArray());
        });
        return data;
    }

    private static int classes(GraphCase part) {
        return Math.max(2, part.inputs().get(LOGITS).channels());
    }

    private List<GraphCase> losses() {
        Loss loss = subject.create(Loss.class);
        List<GraphCase> cases = new ArrayList<>();
        for (TargetEncoding encoding : TargetEncoding.values()) {
            if (loss.accepts(encoding)) {
                Shape logits = new Shape(2, encoding == TargetEncoding.MASK ? 1 : 3, 4, 5);
                Map<String, Shape> inputs = new LinkedHashMap<>();
                inputs.put(TARGET, logits.withChannels(1));
                inputs.put(LOGITS, logits);
                cases.add(new GraphCase(
                        encoding.name(),
                        inputs,
                        (graph, given) -> loss.build(graph, given.get(LOGITS), given.get(TARGET)),
                        Shape.SCALAR.dimensions()));
            }
        }
        return cases;
    }
}
