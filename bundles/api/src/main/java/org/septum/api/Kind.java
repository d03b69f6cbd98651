// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of component that a bundle can add. */
public enum Kind {
    DATASET("dataset", "data.DatasetFactory"),
    SPLIT("split", "data.SplitFactory"),
    INTENSITY("intensity scaling", "data.IntensityScalingFactory"),
    GRID("grid", "data.GridFactory"),
    FORMAT("volume format", "data.VolumeFormatFactory"),
    SAMPLING("sampling", "sampling.SamplingFactory"),
    AUGMENTATION("augmentation", "augment.AugmentationFactory"),
    MODEL("model", "model.ModelFactory"),
    BLOCK("block", "model.BlockFactory"),
    NORMALIZATION("normalization", "model.NormalizationFactory"),
    UPSAMPLING("upsampling", "model.UpsamplingFactory"),
    SKIP("skip", "model.SkipFactory"),
    HEAD("head", "head.HeadFactory"),
    LOSS("loss", "loss.LossFactory"),
    METRIC("metric", "metric.MetricFactory"),
    POST_PROCESSING("post-processing", "postprocessing.PostProcessingFactory"),
    OPTIMIZER("optimizer", "training.OptimizerFactory"),
    SCHEDULE("schedule", "training.ScheduleFactory"),
    STOPPING_RULE("stopping rule", "training.StoppingRuleFactory"),
    CHECKPOINT_POLICY("checkpoint policy", "training.CheckpointPolicyFactory"),
    REPORTER("reporter", "report.ReporterFactory"),
    BACKEND("backend", "backend.BackendFactory"),
    EXECUTOR("executor", "ablation.ExecutorFactory");

    private final String label;
    private final String service;

    Kind(String label, String service) {
        this.label = label;
        this.service = "org.septum.api." + service;
    }

    /** The kind's name in messages and tables. */
    public String label() {
        return label;
    }

    /** The name with its article: a loss, an optimizer. */
    public String described() {
        return ("aeiou".indexOf(label.charAt(0)) >= 0 ? "an " : "a ") + label;
    }

    /**
     * The name of the service interface under which factories of this kind are published. The interface itself lies with what
     * its factories create, and knows of kinds.
     */
    public String service() {
        return service;
    }

    /** The kind whose service interface has this name. */
    public static Optional<Kind> ofService(String className) {
        return Arrays.stream(values())
                .filter(kind -> kind.service.equals(className))
                .findFirst();
    }

    @Override
    public String toString() {
        return label;
    }
}
