// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.experiment.Experiment;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.EpochReport;
import org.septum.api.training.Optimizer;
import org.septum.api.training.StoppingRule;

/** What follows a run epoch by epoch and remembers it: the optimizer, the checkpoint policies and the stopping rules. */
final class EpochRules {

    private static final System.Logger LOG = System.getLogger(EpochRules.class.getName());

    /** Under these names the optimizer and the stopping rules keep their state beside the policies, no file's name. */
    private static final String OPTIMIZER = "/optimizer";

    private static final String STOPPING_RULE = "/stop/";

    private final Optimizer optimizer;
    private final Map<String, CheckpointPolicy> policies = new LinkedHashMap<>();
    private final List<StoppingRule> stoppingRules = new ArrayList<>();

    /** @param memories what {@link #memories} gave; empty for a new run */
    EpochRules(Experiment experiment, Map<String, Map<String, Double>> memories) {
        optimizer = experiment.optimizer().create(Optimizer.class);
        optimizer.restore(memories.getOrDefault(OPTIMIZER, Map.of()));
        experiment.checkpoints().forEach(component -> {
            CheckpointPolicy policy = component.create(CheckpointPolicy.class);
            policy.restore(memories.getOrDefault(policy.fileName(), Map.of()));
            policies.put(policy.fileName(), policy);
        });
        for (int i = 0; i < experiment.training().stop().size(); i++) {
            StoppingRule rule = experiment.training().stop().get(i).create(StoppingRule.class);
            rule.restore(memories.getOrDefault(STOPPING_RULE + i, Map.of()));
            stoppingRules.add(rule);
        }
    }

    Optimizer optimizer() {
        return optimizer;
    }

    Collection<CheckpointPolicy> policies() {
        return policies.values();
    }

    /**
     * Tells the optimizer and the stopping rules of an epoch; every rule is asked, so that each sees every epoch.
     *
     * @return why the run ends, if a rule ends it
     */
    Optional<String> reasonToStop(EpochReport epoch) {
        optimizer.epochFinished(epoch);
        List<String> reasons = new ArrayList<>();
        for (StoppingRule rule : stoppingRules) {
            rule.reasonToStop(epoch).ifPresent(reasons::add);
        }
        if (reasons.isEmpty()) {
            return Optional.empty();
        }
        String all = String.join("; ", reasons);
        LOG.log(Level.INFO, "stopping after epoch {0}: {1}", epoch.epoch(), all);
        return Optional.of(all);
    }

    /** What all of them remember now. */
    Map<String, Map<String, Double>> memories() {
        Map<String, Map<String, Double>> memories = new LinkedHashMap<>();
        policies.forEach((name, policy) -> memories.put(name, new LinkedHashMap<>(policy.state())));
        memories.put(OPTIMIZER, new LinkedHashMap<>(optimizer.state()));
        for (int i = 0; i < stoppingRules.size(); i++) {
            memories.put(
                    STOPPING_RULE + i, new LinkedHashMap<>(stoppingRules.get(i).state()));
        }
        return memories;
    }
}
