// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.septum.api.Arguments;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.RunFailure;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.backend.Program;
import org.septum.api.backend.Session;
import org.septum.api.experiment.RuntimeSection;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.head.Head;
import org.septum.api.loss.Loss;
import org.septum.api.model.Model;
import org.septum.api.plan.Plan;
import org.septum.api.training.Optimizer;
import org.septum.api.training.Progress;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.network.BackendChoice;
import org.septum.engine.network.MemoryCheck;
import org.septum.engine.network.MemoryUser;
import org.septum.engine.network.Network;
import org.septum.engine.network.ProcessMemory;
import org.septum.engine.run.Settings;
import org.septum.engine.sample.Randomness;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.measure.Benchmark;
import org.septum.services.plugin.Registry;

/** Times the step of the U-Net of depth 4 with a binary head, as PyTorch's side of the comparison does. */
@Component
public final class UnetBenchmark implements Benchmark {

    private static final List<String> LABELS = List.of("background", "foreground");

    private final Registry registry;
    private final GraphCompiler compiler;

    @Activate
    public UnetBenchmark(@Reference Registry registry, @Reference GraphCompiler compiler) {
        this.registry = registry;
        this.compiler = compiler;
    }

    @Override
    public Result measure(Settings settings) {
        RuntimeSection runtime = new RuntimeSection(
                Map.of("backend", settings.backend(), "device", settings.device(), "precision", settings.precision()));
        BackendChoice choice = BackendChoice.of(runtime, 0, registry);
        MemoryCheck memory = MemoryCheck.of(memory(settings), choice, Mode.TRAINING, settings.batch());
        String explanation = memory.require().explanation();
        try {
            return measure(settings, choice);
        } catch (OutOfMemoryError e) {
            throw new RunFailure("out of memory (" + e.getMessage() + "): " + explanation, e);
        }
    }

    private Result measure(Settings settings, BackendChoice choice) {
        Plan training = plan(Mode.TRAINING, settings, settings.batch());
        try (Session session = choice.backend().open(training.parameters(), choice.settings())) {
            new Weights(training.parameters(), session).initialize(new Randomness(0));
            Program program = session.compile(training);
            OperationTimes times = new OperationTimes(training, program);
            List<Double> train = train(settings, session, program, times);
            List<Double> infer = infer(settings, session.compile(plan(Mode.EVALUATION, settings, settings.batch())));
            return new Result(
                    choice.describe(session),
                    choice.settings().precision(),
                    OperationTimes.median(train),
                    Collections.min(train),
                    OperationTimes.median(infer),
                    Collections.min(infer),
                    ProcessMemory.peakMegabytes().orElse(0L),
                    times.medians());
        }
    }

    private Plan plan(Mode mode, Settings settings, int batch) {
        GraphBuilder graph = compiler.newGraph(mode);
        Shape shape = new Shape(batch, 1, settings.size(), settings.size());
        Tensor image = graph.input(Network.IMAGE, shape);
        Tensor target = graph.input("target", shape);
        Tensor features = component(Kind.MODEL, "unet", Map.of("base-channels", settings.base()))
                .create(Model.class)
                .build(graph, image)
                .finest();
        Tensor logits = component(Kind.HEAD, "binary", Map.of())
                .create(Head.class)
                .bind(LABELS)
                .logits(graph.scope("head"), features);
        if (mode == Mode.EVALUATION) {
            return compiler.plan(graph, null, Map.of("logits", logits));
        }
        Tensor loss = component(Kind.LOSS, "bce", Map.of()).create(Loss.class).build(graph, logits, target);
        return compiler.plan(graph, loss, Map.of("logits", logits));
    }

    private Optimizer optimizer() {
        return component(Kind.OPTIMIZER, "adam", Map.of("learning-rate", 1e-4)).create(Optimizer.class);
    }

    private MemoryUser memory(Settings settings) {
        return new MemoryUser(
                settings.size(),
                settings.size(),
                (mode, batch) -> plan(mode, settings, batch),
                () -> optimizer().slots().size(),
                new MemoryUser.Options("--batch", "--precision", "--size or --base", " "),
                UserError::new);
    }

    private List<Double> train(Settings settings, Session session, Program program, OperationTimes times) {
        Optimizer optimizer = optimizer();
        List<Double> seconds = new ArrayList<>();
        for (int step = 1; step <= settings.steps(); step++) {
            write(program, settings, step);
            long start = System.nanoTime();
            program.run(step, times);
            program.scalar(Network.LOSS);
            long updating = System.nanoTime();
            session.update(
                    optimizer.step(new Progress(step, settings.steps(), settings.steps()), 1), optimizer.slots());
            long end = System.nanoTime();
            times.runFinished("Adam", end - updating);
            seconds.add((end - start) / 1e9);
        }
        return seconds;
    }

    private List<Double> infer(Settings settings, Program program) {
        List<Double> seconds = new ArrayList<>();
        float[] logits = new float[settings.batch() * settings.size() * settings.size()];
        for (int i = 0; i < Math.max(3, settings.steps() / 2); i++) {
            write(program, settings, i);
            long start = System.nanoTime();
            program.run(0);
            program.read("logits", logits);
            seconds.add((System.nanoTime() - start) / 1e9);
        }
        return seconds;
    }

    private static void write(Program program, Settings settings, int step) {
        RandomGenerator random = new Randomness(step).generator("benchmark");
        float[] image = new float[settings.batch() * settings.size() * settings.size()];
        float[] target = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextGaussian();
            target[i] = random.nextDouble() > 0.7 ? 1 : 0;
        }
        program.write(Network.IMAGE, image);
        program.write("target", target);
    }

    /** A component with some options given and the rest, nested components included, by default. */
    private org.septum.api.Component component(Kind kind, String type, Map<String, Object> given) {
        Factory<?> factory = registry.components().stream()
                .filter(entry -> entry.kind() == kind && entry.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new WiringError(
                        "the benchmark needs the " + kind + " '" + type + "', which no installed bundle offers"))
                .factory();
        Map<String, Object> values = new LinkedHashMap<>(given);
        for (Option option : factory.options()) {
            if (option.type() instanceof OptionType.Nested nested && option.defaultValue() != null) {
                values.putIfAbsent(option.name(), component(nested.kind(), (String) option.defaultValue(), Map.of()));
            }
        }
        return org.septum.api.Component.of(kind, type, factory, Arguments.of(factory.options(), values));
    }
}
