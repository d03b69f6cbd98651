// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import java.util.Arrays;
import java.util.Optional;
import org.septum.api.ablation.ExecutorFactory;
import org.septum.api.augment.AugmentationFactory;
import org.septum.api.backend.BackendFactory;
import org.septum.api.data.DatasetFactory;
import org.septum.api.data.GridFactory;
import org.septum.api.data.IntensityScalingFactory;
import org.septum.api.data.SplitFactory;
import org.septum.api.data.VolumeFormatFactory;
import org.septum.api.head.HeadFactory;
import org.septum.api.loss.LossFactory;
import org.septum.api.metric.MetricFactory;
import org.septum.api.model.BlockFactory;
import org.septum.api.model.ModelFactory;
import org.septum.api.model.NormalizationFactory;
import org.septum.api.model.SkipFactory;
import org.septum.api.model.UpsamplingFactory;
import org.septum.api.report.ReporterFactory;
import org.septum.api.training.CheckpointPolicyFactory;
import org.septum.api.training.OptimizerFactory;
import org.septum.api.training.ScheduleFactory;
import org.septum.api.training.StoppingRuleFactory;

/** The kinds of component that a bundle can add. */
public enum Kind {
    DATASET("dataset", DatasetFactory.class),
    SPLIT("split", SplitFactory.class),
    INTENSITY("intensity scaling", IntensityScalingFactory.class),
    GRID("grid", GridFactory.class),
    FORMAT("volume format", VolumeFormatFactory.class),
    AUGMENTATION("augmentation", AugmentationFactory.class),
    MODEL("model", ModelFactory.class),
    BLOCK("block", BlockFactory.class),
    NORMALIZATION("normalization", NormalizationFactory.class),
    UPSAMPLING("upsampling", UpsamplingFactory.class),
    SKIP("skip", SkipFactory.class),
    HEAD("head", HeadFactory.class),
    LOSS("loss", LossFactory.class),
    METRIC("metric", MetricFactory.class),
    OPTIMIZER("optimizer", OptimizerFactory.class),
    SCHEDULE("schedule", ScheduleFactory.class),
    STOPPING_RULE("stopping rule", StoppingRuleFactory.class),
    CHECKPOINT_POLICY("checkpoint policy", CheckpointPolicyFactory.class),
    REPORTER("reporter", ReporterFactory.class),
    BACKEND("backend", BackendFactory.class),
    EXECUTOR("executor", ExecutorFactory.class);

    private final String label;
    private final Class<? extends Factory<?>> service;

    Kind(String label, Class<? extends Factory<?>> service) {
        this.label = label;
        this.service = service;
    }

    /** The kind's name in messages and tables. */
    public String label() {
        return label;
    }

    /** The service interface under which factories of this kind are published. */
    public Class<? extends Factory<?>> service() {
        return service;
    }

    /** The kind whose service interface has this name. */
    public static Optional<Kind> ofService(String className) {
        return Arrays.stream(values())
                .filter(kind -> kind.service.getName().equals(className))
                .findFirst();
    }

    @Override
    public String toString() {
        return label;
    }
}
