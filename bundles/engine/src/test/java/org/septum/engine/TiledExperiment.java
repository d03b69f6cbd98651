// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.Options;
import org.septum.api.data.Dataset;
import org.septum.api.data.Grid;
import org.septum.api.data.Partition;
import org.septum.api.data.Split;
import org.septum.api.experiment.DataSection;
import org.septum.api.experiment.EvaluationSection;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.ModelSection;
import org.septum.api.model.Features;
import org.septum.api.model.Model;

/**
 * An experiment whose network may be a head alone: its logits at a pixel depend on that pixel, and not on the tile that it is
 * in.
 */
public final class TiledExperiment {

    private final Dataset data;
    public final Map<String, Object> evaluation = new HashMap<>(Map.of("tiles", "always"));
    private final int height;
    private final int width;
    public boolean headAlone = true;
    public int batchSize = 3;
    /** The first so many; the others are for validation. */
    public int trainingSamples = 1;

    public String interpolation = "linear";
    public double rowPitch = 1;
    public double columnPitch = 1;
    public List<Component> augmentations = List.of();

    /**
     * @param height of the network's input
     * @param width of the network's input
     */
    public TiledExperiment(Dataset data, int height, int width) {
        this.data = data;
        this.height = height;
        this.width = width;
    }

    public Experiment experiment() {
        Experiment plain = new TestExperiment(
                        data,
                        (all, random) -> new Partition(List.of(), all, List.of()),
                        height,
                        width,
                        false,
                        List.of("dice"))
                .experiment();
        Map<String, Object> section = new HashMap<>(plain.data().values().asMap());
        section.put("batch-size", batchSize);
        section.put("interpolation", interpolation);
        section.put("augment", augmentations);
        section.put("split", made(Kind.SPLIT, (Split) (all, random) ->
                new Partition(all.subList(0, trainingSamples), all.subList(trainingSamples, all.size()), List.of())));
        section.put("grid", made(Kind.GRID, (Grid)
                (h, w, spacing, gridHeight, gridWidth) -> new Grid.Pitch(rowPitch, columnPitch)));
        Component head = made(Kind.MODEL, (Model) (graph, image) -> Features.of(image));
        return new Experiment(
                plain.name(),
                plain.file(),
                1,
                new DataSection(section),
                headAlone ? new ModelSection(head, Map.of()) : plain.model(),
                plain.heads(),
                plain.optimizer(),
                plain.training(),
                new EvaluationSection(evaluation),
                List.of(),
                List.of(),
                plain.runtime(),
                "",
                Map.of(),
                Set.of());
    }

    private static Component made(Kind kind, Object product) {
        return SmallTraining.made(
                kind,
                new Factory<Object>() {
                    @Override
                    public String summary() {
                        return "what the test made";
                    }

                    @Override
                    public Options options() {
                        return Options.none();
                    }

                    @Override
                    public Object create(Arguments arguments) {
                        return product;
                    }
                },
                Map.of());
    }
}
