// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.septum.common.files.Sha256;
import org.septum.common.run.RunFiles;
import org.septum.services.run.ChangePolicy;
import org.septum.services.run.Runner;

/** Where an ensemble lies that a command line names by its members alone. */
final class EnsembleFolder {

    private static final int SHORT_HASH = 8;

    private EnsembleFolder() {}

    /** Whether a folder is an ensemble's. */
    static boolean is(Path folder) {
        return Files.isRegularFile(folder.resolve(RunFiles.ENSEMBLE));
    }

    /**
     * The only run, or the ensemble of several, which is made.
     *
     * @param told is told where it is
     */
    static Path of(List<Path> runs, Runner runner, ChangePolicy policy, Consumer<String> told) {
        if (runs.size() == 1) {
            return runs.get(0);
        }
        Path folder = of(runs);
        runner.ensemble(new Runner.EnsembleRequest(runs, false, "logits", folder), policy);
        told.accept("the " + runs.size() + " runs predict together as the ensemble " + folder);
        return folder;
    }

    /** Beside the first run, by a hash of all: ensemble-0a1b2c3d. */
    static Path of(List<Path> runs) {
        String names = runs.stream()
                .map(run -> run.toAbsolutePath().normalize().toString())
                .sorted()
                .collect(Collectors.joining("\n"));
        return runs.get(0).resolveSibling("ensemble-" + Sha256.of(names).substring(0, SHORT_HASH));
    }
}
