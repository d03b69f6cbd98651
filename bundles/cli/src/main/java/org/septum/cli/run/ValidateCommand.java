// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.septum.api.Printable;
import org.septum.api.experiment.Experiment;
import org.septum.cli.command.ExperimentArguments;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.terminal.LoadingProgress;
import org.septum.common.text.Words;
import org.septum.services.experiment.Problems;
import org.septum.services.run.Runner;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code septum validate}. */
@Command(
        name = "validate",
        description =
                "Check an experiment without running it: the file, the components, the data, the split, the network's"
                        + " shapes, and every variant of its ablation.",
        footer = {"", "Example: septum validate experiments/quickstart.yaml --set data.size=[128,128]"})
public final class ValidateCommand extends SeptumCommand {

    @Mixin
    private ExperimentArguments experiment;

    @Override
    public Integer call() {
        Problems problems = new Problems();
        Optional<Experiment> read = problems.attempt(() -> experiment.read(services));
        Optional<Runner.Checked> checked = read.flatMap(found -> problems.attempt(() -> check(found)));
        List<Experiment> all = new ArrayList<>(read.stream().toList());
        List<String> hints = new ArrayList<>(checked.map(Runner.Checked::hints).orElse(List.of()));
        int trainings = 0;
        if (read.isPresent()) {
            Map<String, Experiment> variants = problems.attempt(
                            () -> services.reader().variants(experiment.file, experiment.overrides, problems))
                    .orElse(Map.of());
            hints.addAll(services.runner().checkVariants(variants, problems));
            all.addAll(variants.values());
            trainings = variants.size();
        }
        problems.throwIfAny();
        ExperimentArguments.tellEnvironment(all, out());
        // What would be run is told in the first line, what is to be known of it in those below.
        String[] facts = checked.orElseThrow().facts().stripTrailing().split("\n", 2);
        out().println(experiment.file + " is valid: " + facts[0]
                + (trainings == 0 ? "" : "; " + Words.count(trainings, "training") + " in its ablation"));
        Stream.of(facts).skip(1).forEach(out()::println);
        hints.forEach(hint -> out().println("hint: " + Printable.line(hint)));
        return ExitCode.OK;
    }

    private Runner.Checked check(Experiment found) {
        try (LoadingProgress progress = new LoadingProgress(err())) {
            return services.runner().check(found, progress::loaded);
        }
    }
}
