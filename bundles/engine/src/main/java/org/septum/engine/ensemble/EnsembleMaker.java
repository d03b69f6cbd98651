// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.ensemble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.septum.api.UserError;
import org.septum.api.report.PostProcessed;
import org.septum.common.files.OutputFolder;
import org.septum.engine.inference.Averaging;
import org.septum.engine.reuse.LoadedRun;
import org.septum.engine.run.RunDirectory;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.plugin.Registry;
import org.septum.services.run.ChangePolicy;
import org.septum.services.run.Runner;

/** Makes ensembles of finished runs. */
public record EnsembleMaker(ExperimentReader reader, GraphCompiler compiler, Registry registry) {

    /**
     * Writes an ensemble's folder.
     *
     * @param runs its members
     * @param folds whether they are the folds of one cross-validation, from which post-processing can be learnt
     * @param folder made if it is missing; an ensemble that is there is replaced
     * @return the scores of the folds' cases without and with post-processing; empty where none was learnt and kept
     * @throws UserError if a run has not finished, was named twice or has changed, or the members decide between other things
     */
    public Optional<Runner.Rescored> make(
            List<Path> runs, boolean folds, Averaging averaging, Path folder, ChangePolicy policy) {
        List<LoadedRun> loaded = new ArrayList<>();
        Set<Path> seen = new HashSet<>();
        for (Path path : runs) {
            if (!seen.add(path.toAbsolutePath().normalize())) {
                throw new UserError(path + ": this run was named twice; each member of an ensemble counts once");
            }
            LoadedRun run = LoadedRun.of(RunDirectory.existing(path), reader, Optional.empty(), policy);
            run.unfinished().ifPresent(why -> {
                throw new UserError(path + ": " + why + "; an ensemble is made of finished runs");
            });
            loaded.add(run);
        }
        if (loaded.size() < 2) {
            throw new UserError("an ensemble has two or more members, found " + loaded.size());
        }
        Members members = new Members(averaging, loaded, Optional.empty());
        members.requireAlike();
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !EnsembleRecord.isIn(folder) && !isEmpty(folder)) {
            throw new UserError(
                    folder + ": there is something already that is no ensemble; name another folder with -o");
        }
        FoldsLearning learning = new FoldsLearning(compiler, registry, members, policy.told());
        Optional<PostProcessed> learned = folds ? learning.learn() : Optional.empty();
        Optional<Runner.Rescored> rescored =
                learned.filter(which -> !which.kept().isEmpty()).map(learning::rescore);
        OutputFolder.make(folder);
        new EnsembleRecord(averaging, loaded.stream().map(Members::recorded).toList(), learned).write(folder);
        return rescored;
    }

    private static boolean isEmpty(Path folder) {
        try (var files = Files.newDirectoryStream(folder)) {
            return !files.iterator().hasNext();
        } catch (IOException e) {
            throw new UserError(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
