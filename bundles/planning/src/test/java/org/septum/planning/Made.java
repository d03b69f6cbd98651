// SPDX-License-Identifier: Apache-2.0
package org.septum.planning;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.data.Spacing;
import org.septum.api.experiment.DataSection;
import org.septum.api.experiment.EvaluationSection;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.HeadSection;
import org.septum.api.experiment.ModelSection;
import org.septum.api.experiment.RuntimeSection;
import org.septum.api.experiment.TrainingSection;
import org.septum.augmentations.FlipHorizontalFactory;
import org.septum.datasets.acdc.AcdcFactory;
import org.septum.datasets.split.ByGroupFactory;
import org.septum.heads.MulticlassFactory;
import org.septum.losses.pixel.CrossEntropyFactory;
import org.septum.models.network.UnetFactory;
import org.septum.preprocessing.ResizeFactory;
import org.septum.services.data.Fingerprint;
import org.septum.services.data.Fingerprint.Case;
import org.septum.services.data.Fingerprint.Extent;
import org.septum.services.data.Fingerprint.Intensity;
import org.septum.services.data.Fingerprint.Structure;
import org.septum.training.optimizer.AdamFactory;

/** Fingerprints and an experiment, made up. */
public final class Made {

    private static final Intensity INTENSITY = new Intensity(9, 0.5, 0.25, 0.5, 0, 1, 0.01, 0.99);

    private Made() {}

    /** A case whose foreground fills a quarter of its height and of its width. */
    public static Case volume(String id, int slices, int height, int width, Spacing spacing) {
        Extent extent = new Extent(slices, height, width);
        return new Case(
                id,
                id,
                id + ".nii",
                extent,
                extent,
                new Extent(slices, height / 4, width / 4),
                Optional.ofNullable(spacing),
                List.of(INTENSITY),
                List.of(new Structure("lv", 9, 9, "pixels")));
    }

    public static Fingerprint fingerprint(List<Case> cases) {
        return new Fingerprint(
                "all " + cases.size() + " cases",
                false,
                1,
                List.of(),
                List.of("background", "lv"),
                cases,
                List.of(INTENSITY),
                List.of(1000L, 9L));
    }

    /** Volumes of one size. */
    public static Fingerprint volumes(int count, int slices, int height, int width, Spacing spacing) {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cases.add(volume("v" + i, slices, height, width, spacing));
        }
        return fingerprint(cases);
    }

    /** An experiment on ACDC's files, with all groups in the training part, one augmentation, and everything else by default. */
    public static Experiment experiment(Path root) {
        return experiment(root, Map.of("epochs", 3), null);
    }

    /**
     * The same.
     *
     * @param training what it says of its training
     * @param weights to start from; null for none
     */
    static Experiment experiment(Path root, Map<String, ?> training, String weights) {
        HeadSection head = new HeadSection(
                "structures",
                component(Kind.HEAD, "multiclass", new MulticlassFactory(), Map.of()),
                Map.of("loss", component(Kind.LOSS, "cross-entropy", new CrossEntropyFactory(), Map.of())));
        Map<String, Object> data = Map.of(
                "dataset",
                component(Kind.DATASET, "acdc", new AcdcFactory(), Map.of("root", root.toString())),
                "split",
                component(Kind.SPLIT, "by-group", new ByGroupFactory(), Map.of("validation", 0.0, "test", 0.0)),
                "size",
                List.of(64, 64),
                "grid",
                component(Kind.GRID, "resize", new ResizeFactory(), Map.of()),
                "augment",
                List.of(component(
                        Kind.AUGMENTATION,
                        "flip-horizontal",
                        new FlipHorizontalFactory(),
                        Map.of("probability", 0.25))));
        return new Experiment(
                "made",
                Path.of("made.yaml"),
                1,
                new DataSection(data),
                new ModelSection(
                        component(Kind.MODEL, "unet", new UnetFactory(), Map.of("depth", 3)),
                        weights == null ? Map.of() : Map.of("weights", weights)),
                List.of(head),
                component(Kind.OPTIMIZER, "adam", new AdamFactory(), Map.of("learning-rate", 1e-4)),
                new TrainingSection(training),
                new EvaluationSection(Map.of()),
                List.of(),
                List.of(),
                new RuntimeSection(Map.of("threads", 1)),
                "",
                Map.of("data.dataset.root", "\"${ACDC_ROOT:data}\""),
                Set.of());
    }

    private static Component component(Kind kind, String type, Factory<?> factory, Map<String, ?> options) {
        return Component.of(kind, type, factory, Arguments.of(factory.options(), options));
    }
}
