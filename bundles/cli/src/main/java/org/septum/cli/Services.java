// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.util.Optional;
import org.septum.api.WiringError;
import org.septum.api.ablation.AblationRunner;
import org.septum.api.compare.RunComparison;
import org.septum.api.experiment.ExperimentReader;
import org.septum.api.run.Benchmark;
import org.septum.api.run.Registry;
import org.septum.api.run.Runner;

/** The services that do the commands' work, where they are there. */
record Services(
        Optional<Registry> optionalRegistry,
        Optional<ExperimentReader> optionalReader,
        Optional<Runner> optionalRunner,
        Optional<Benchmark> optionalBenchmark,
        Optional<RunComparison> optionalComparison,
        Optional<AblationRunner> optionalAblations) {

    Registry registry() {
        return optionalRegistry.orElseThrow(() -> missing("registry of components", "org.septum.engine"));
    }

    ExperimentReader reader() {
        return optionalReader.orElseThrow(() -> missing("reader of experiments", "org.septum.config"));
    }

    Runner runner() {
        return optionalRunner.orElseThrow(() -> missing("runner of experiments", "org.septum.engine"));
    }

    Benchmark benchmark() {
        return optionalBenchmark.orElseThrow(() -> missing("benchmark", "org.septum.engine"));
    }

    RunComparison comparison() {
        return optionalComparison.orElseThrow(() -> missing("comparison of runs", "org.septum.compare"));
    }

    AblationRunner ablations() {
        return optionalAblations.orElseThrow(() -> missing("runner of ablations", "org.septum.compare"));
    }

    private static WiringError missing(String service, String bundle) {
        return new WiringError("the " + service + " is missing: the bundle " + bundle
                + " is not installed or did not start; 'septum plugins' says why");
    }
}
