// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.reuse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.engine.run.RecordedRun;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.run.Settings;
import org.septum.engine.setup.Setup;
import org.septum.engine.training.Beginning;
import org.septum.services.data.DataInspector;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.run.ChangePolicy;

/**
 * What a run goes on with: what it began with, or what is there now if that is accepted.
 *
 * @param recorded what the run has recorded
 * @param experiment with what is set for this stretch
 * @param settings what is set for this stretch alone, by key
 * @param state whether there is a saved state to go on from
 * @param accepted receives the changes that are accepted
 */
public record Resumption(
        RecordedRun recorded,
        Experiment experiment,
        Map<String, String> settings,
        boolean state,
        Refusal refusal,
        GraphCompiler compiler,
        List<String> accepted) {

    /** Where data lie on a machine is not told: what they hold is recorded. */
    private static final String ELSEWHERE = "elsewhere";

    /**
     * Compares all that can be compared without the data.
     *
     * @param overrides {@code key.path=value} texts
     * @throws UserError if one of them changes a result, or if something has changed and that is not accepted
     */
    public static Resumption of(
            RunDirectory directory,
            ExperimentReader reader,
            GraphCompiler compiler,
            List<String> overrides,
            ChangePolicy policy) {
        RecordedRun recorded = RecordedRun.of(directory, reader);
        Experiment plain = reader.recorded(directory.experimentFile(), List.of());
        Experiment experiment = overrides.isEmpty() ? plain : reader.recorded(directory.experimentFile(), overrides);
        Map<String, String> settings = settings(directory, plain, experiment);
        boolean state = directory.resumable().toFile().isFile();
        ChangesSince since = new ChangesSince(recorded);
        List<Change> changes = new ArrayList<>(since.record(state));
        changes.addAll(since.experiment(plain));
        try {
            changes.addAll(since.state());
        } catch (UserError e) {
            throw Beginning.unusable(e);
        }
        Refusal refusal = new Refusal(directory.path().toString(), policy);
        List<String> accepted =
                new ArrayList<>(refusal.check(changes, change -> true).accepted());
        return new Resumption(recorded, experiment, settings, state, refusal, compiler, accepted);
    }

    private static Map<String, String> settings(RunDirectory directory, Experiment plain, Experiment experiment) {
        Settings now = Settings.of(experiment);
        Set<String> keys = Settings.of(plain).keysChangedIn(now);
        List<String> others = keys.stream().filter(key -> !Settings.isFree(key)).toList();
        if (!others.isEmpty()) {
            throw new UserError(directory.path() + ": --set " + String.join(", --set ", others)
                    + ": this would change the result of a run that has begun; a resumed run can be given other "
                    + String.join(", ", Settings.FREE)
                    + "; 'septum run' with --set makes a run of its own");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        keys.forEach(key -> settings.put(key, Experiment.PLACES.contains(key) ? ELSEWHERE : now.value(key)));
        return settings;
    }

    /**
     * Reads the data and compares them.
     *
     * @param progress told of each sample that is read
     * @throws UserError if they, the split or the start weights have changed and that is not accepted
     */
    public Setup setup(Experiment read, DataInspector.Progress progress) {
        Setup setup = Setup.of(
                read,
                compiler,
                Setup.dataset(read),
                samples -> recorded.division(read, samples),
                recorded.figures(),
                progress);
        try {
            Refusal.Passed passed = refusal.check(new ChangesSince(recorded).of(setup), this::concerns);
            accepted.addAll(passed.accepted());
            List<String> warnings =
                    new ArrayList<>(new Refusal.Passed(List.copyOf(accepted), passed.notes()).warnings());
            recorded.record().acceptedChanges().stream()
                    .filter(line -> !accepted.contains(line))
                    .forEach(line -> warnings.add(0, "changed while the run was made, and accepted: " + line));
            warnings.addAll(recorded.gaps());
            return setup.warning(warnings);
        } catch (RuntimeException e) {
            setup.close();
            throw e;
        }
    }

    /** Whether nothing was other than recorded when the run was resumed, now and before. */
    public boolean sameData() {
        return accepted.isEmpty() && recorded.record().acceptedChanges().isEmpty();
    }

    /** Weights are needed to begin; what the run does not know is in no part. */
    private boolean concerns(Change change) {
        return switch (change.subject()) {
            case NEW_DATA -> false;
            case WEIGHTS -> !state;
            default -> true;
        };
    }
}
