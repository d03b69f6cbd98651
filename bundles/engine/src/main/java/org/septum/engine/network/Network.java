// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.api.backend.Program;
import org.septum.api.experiment.Experiment;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.GraphError;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Features;
import org.septum.api.model.Model;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.training.Optimizer;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Batch;
import org.septum.engine.sample.SliceContext;
import org.septum.services.graph.GraphCompiler;

/**
 * The model, heads and losses of an experiment, from which the graph of any batch size and mode is built.
 *
 * @param channels of one slice of the data
 */
public record Network(GraphCompiler compiler, Experiment experiment, int channels, List<ActiveHead> heads) {

    /** The name of the image among a plan's inputs. */
    public static final String IMAGE = "image";

    /** The name of the total loss among a plan's outputs. */
    public static final String LOSS = "loss";

    /** The slices that the image holds. */
    public SliceContext context() {
        return SliceContext.of(experiment.data(), channels);
    }

    /** Of the image, in pixels. */
    public int height() {
        return experiment.data().height();
    }

    /** Of the image, in pixels. */
    public int width() {
        return experiment.data().width();
    }

    /** Gives a program a batch: its images, and each head's target. */
    public void write(Batch batch, Program program) {
        program.write(IMAGE, batch.image());
        for (ActiveHead head : heads) {
            program.write(head.targetInput(), batch.target(head));
            if (head.ignores()) {
                program.write(head.countedInput(), batch.counted(head));
            }
        }
    }

    /** A built graph, not yet planned. */
    private record Built(GraphBuilder graph, Tensor loss, Map<String, Tensor> outputs) {}

    /**
     * Builds the graph without planning it.
     *
     * @throws UserError if the experiment's parts do not fit together
     */
    public void check(int batch) {
        build(Mode.TRAINING, batch);
    }

    /** The parameters and states of the model and its heads. */
    public ParameterTable parameters() {
        return plan(Mode.TRAINING, experiment.data().batchSize()).parameters();
    }

    /**
     * Builds and plans.
     *
     * @throws UserError if the experiment's parts do not fit together
     */
    public Plan plan(Mode mode, int batch) {
        Built built = build(mode, batch);
        return compiler.plan(built.graph, built.loss, built.outputs);
    }

    /** What it takes of memory, and the settings by which it takes less. */
    public MemoryUser memory() {
        return new MemoryUser(
                height(),
                width(),
                this::plan,
                () -> experiment.optimizer().create(Optimizer.class).slots().size(),
                new MemoryUser.Options(
                        "data.batch-size", "runtime.precision", "data.size or the model's channels", ": "),
                message -> new UserError(experiment.data().sizeLocation(), "data: " + message));
    }

    private Built build(Mode mode, int batch) {
        GraphBuilder graph = compiler.newGraph(mode);
        Tensor image = graph.input(IMAGE, new Shape(batch, context().inputChannels(), height(), width()));
        Features features = features(graph, image);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        Tensor total = null;
        for (ActiveHead head : heads) {
            GraphBuilder scope = scoped(graph, head.scope());
            Tensor logits = head.head().logits(scope, features.finest());
            Tensor target = graph.input(head.targetInput(), head.targetShape(batch, height(), width()));
            HeadLoss whole = new HeadLoss(head, target, counted(graph, head, batch));
            Tensor loss = whole.of(graph.scope("loss." + head.name()), logits);
            if (!features.sides().isEmpty()) {
                loss = new DeepSupervision(graph, scope, whole).add(loss, features.sides());
            }
            outputs.put(head.logitsOutput(), logits);
            outputs.put(head.lossOutput(), loss);
            Tensor weighted = head.weight() == 1 ? loss : graph.affine(loss, head.weight(), 0);
            total = total == null ? weighted : graph.add(total, weighted);
        }
        return new Built(graph, total, outputs);
    }

    private Optional<Tensor> counted(GraphBuilder graph, ActiveHead head, int batch) {
        return head.ignores()
                ? Optional.of(graph.input(head.countedInput(), new Shape(batch, 1, height(), width())))
                : Optional.empty();
    }

    private Features features(GraphBuilder graph, Tensor image) {
        Model model = experiment.model().model().create(Model.class);
        try {
            return model.build(graph, image);
        } catch (GraphError e) {
            throw e;
        } catch (UserError e) {
            // The model knows what is wrong with the size, but not where the size stands.
            throw new UserError(experiment.data().sizeLocation(), e.getMessage());
        }
    }

    private static GraphBuilder scoped(GraphBuilder graph, String scope) {
        GraphBuilder scoped = graph;
        for (String part : scope.split("\\.")) {
            scoped = scoped.scope(part);
        }
        return scoped;
    }
}
