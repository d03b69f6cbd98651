// SPDX-License-Identifier: Apache-2.0
package org.septum.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.septum.api.experiment.Experiment;
import org.septum.planning.draft.Decisions;
import org.septum.planning.draft.Draft;
import org.septum.planning.draft.Numbers;
import org.septum.planning.draft.RuleDraft;
import org.septum.planning.machine.BudgetFit;
import org.septum.planning.machine.FewCores;
import org.septum.planning.machine.MemoryFit;
import org.septum.planning.rules.Architecture;
import org.septum.planning.text.DraftReader;
import org.septum.planning.text.PlanText;
import org.septum.services.data.DataInspector;
import org.septum.services.data.Fingerprint;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.measure.Profiler;
import org.septum.services.plan.Planner;

/** Plans by nnU-Net's rules, and then by what this machine can do. */
@Component
public final class RulePlanner implements Planner {

    private static final double GIGABYTE = 1L << 30;

    private final DataInspector inspector;
    private final Profiler profiler;
    private final ExperimentReader reader;

    @Activate
    public RulePlanner(
            @Reference DataInspector inspector, @Reference Profiler profiler, @Reference ExperimentReader reader) {
        this.inspector = inspector;
        this.profiler = profiler;
        this.reader = reader;
    }

    @Override
    public Plan plan(Experiment experiment, Wishes wishes, Watch watch) {
        Fingerprint fingerprint = inspector.fingerprint(experiment, watch::loaded);
        Function<Draft, Experiment> experiments = draft -> new DraftReader(reader)
                .read(text(plan(experiment, fingerprint, draft, List.of()), List.of()), "the plan");
        Draft draft = byRules(fingerprint, wishes);
        int cores = wishes.cores().orElse(Runtime.getRuntime().availableProcessors());
        if (!wishes.faithful() && cores <= FewCores.FEW) {
            draft = wishes.budget().isPresent() ? FewCores.batch(draft, cores) : FewCores.of(draft, cores);
        }
        if (wishes.gigabytes().isEmpty() || wishes.budget().isPresent()) {
            draft = new MemoryFit(profiler, experiments).fit(draft);
        }
        if (wishes.budget().isEmpty()) {
            return plan(experiment, fingerprint, draft, List.of());
        }
        BudgetFit budget = new BudgetFit(profiler, experiments, watch::tell);
        Draft fitting = budget.fit(draft, wishes.budget().get());
        return plan(experiment, fingerprint, fitting, budget.measured());
    }

    private Draft byRules(Fingerprint fingerprint, Wishes wishes) {
        Architecture architecture = wishes.preset().residual() ? Architecture.RESIDUAL : Architecture.PLAIN;
        OptionalDouble gigabytes = wishes.gigabytes();
        if (gigabytes.isEmpty() && profiler.availableMemory().isPresent()) {
            double free = profiler.availableMemory().getAsLong() / GIGABYTE;
            // Whole GB, so that a plan made again a minute later is mostly the same.
            gigabytes = OptionalDouble.of(free < 2 ? free : Math.floor(free));
        }
        double memory = gigabytes.orElse(wishes.preset().gigabytes());
        String where = wishes.gigabytes().isPresent()
                ? "as stated"
                : gigabytes.isPresent() ? "which this machine has free" : "as nnU-Net plans for";
        return RuleDraft.of(
                fingerprint,
                architecture,
                RuleDraft.classes(fingerprint.labels()),
                memory,
                Numbers.text(memory) + " GB, " + where);
    }

    private static Plan plan(Experiment experiment, Fingerprint fingerprint, Draft draft, List<String> measured) {
        List<String> warnings = new ArrayList<>(draft.warnings());
        experiment
                .model()
                .weights()
                .ifPresent(file -> warnings.add("model.weights is left out, for it is of another network: " + file));
        return new Plan(experiment, fingerprint, Decisions.of(draft, experiment), measured, List.copyOf(warnings));
    }

    @Override
    public String text(Plan plan, List<String> head) {
        return PlanText.of(plan, head);
    }
}
