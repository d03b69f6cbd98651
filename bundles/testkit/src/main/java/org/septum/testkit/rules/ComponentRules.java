// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import java.util.ArrayList;
import java.util.List;

/** The rules for a component: those of every kind, and those of its own. */
public final class ComponentRules {

    private ComponentRules() {}

    /** The rules in the order of their numbers. Reporters, backends, formats and executors have only the common ones. */
    public static List<Rule> of(Subject subject) {
        List<Rule> rules = new ArrayList<>(CommonRules.of(subject));
        switch (subject.kind()) {
            case LOSS -> {
                rules.addAll(LossRules.of(subject));
                rules.addAll(FunctionRules.of(subject));
            }
            case METRIC -> rules.addAll(MetricRules.of(subject));
            case POST_PROCESSING -> rules.addAll(PostProcessingRules.of(subject));
            case AUGMENTATION -> rules.addAll(AugmentationRules.of(subject));
            case DATASET -> rules.addAll(DatasetRules.of(subject));
            case SAMPLING -> rules.addAll(SamplingRules.of(subject));
            case SPLIT, INTENSITY, GRID -> rules.addAll(DataRules.of(subject));
            case MODEL, BLOCK, NORMALIZATION, UPSAMPLING, SKIP -> {
                rules.addAll(GraphRules.of(subject));
                rules.addAll(FunctionRules.of(subject));
            }
            case HEAD -> {
                rules.addAll(GraphRules.of(subject));
                rules.addAll(FunctionRules.of(subject));
                rules.addAll(HeadRules.of(subject));
            }
            case OPTIMIZER -> {
                rules.addAll(EpochRules.of(subject));
                rules.addAll(OptimizerRules.of(subject));
            }
            case CHECKPOINT_POLICY, STOPPING_RULE, SCHEDULE -> {
                rules.addAll(EpochRules.of(subject));
                rules.addAll(TrainingRules.of(subject));
            }
            case FORMAT, REPORTER, BACKEND, EXECUTOR -> {}
        }
        return rules;
    }
}
