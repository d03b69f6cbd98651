// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.septum.api.WiringError;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;
import org.septum.common.files.OwnFolder;
import org.septum.common.run.Interrupt;
import org.septum.common.run.RunLock;
import org.septum.services.ablation.AblationRunner;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.measure.Profiler;
import org.septum.services.run.RunChanges;

/** Trains ablations and keeps their ledgers. */
@Component
public final class LedgeredAblationRunner implements AblationRunner {

    /** A training gives itself two minutes to save its state; then the ledger is written. */
    private static final long PATIENCE_SECONDS = 150;

    /** Steps that are measured of each variant; enough for a median that a single slow one does not move. */
    private static final int MEASURED_STEPS = 5;

    private final ExperimentReader reader;
    private final Profiler profiler;
    private final RunChanges changes;

    @Activate
    public LedgeredAblationRunner(
            @Reference ExperimentReader reader, @Reference Profiler profiler, @Reference RunChanges changes) {
        this.reader = reader;
        this.profiler = profiler;
        this.changes = changes;
    }

    @Override
    public Overview overview(Request request) {
        return new PlannedAblation(reader, changes, request).overview();
    }

    @Override
    public double estimate(Request request) {
        PlannedAblation ablation = new PlannedAblation(reader, changes, request);
        // A variant's repetitions differ in their seed or fold, which hardly changes how long they take.
        Map<String, Double> seconds = new HashMap<>();
        return ablation.runs.stream()
                .filter(run -> run.training().state() != TaskState.FINISHED)
                .mapToDouble(run -> seconds.computeIfAbsent(
                        run.variant(), name -> profiler.estimate(run.experiment(), MEASURED_STEPS)))
                .sum();
    }

    @Override
    public Overview run(Request request, boolean keepGoing, Progress progress) {
        PlannedAblation ablation = new PlannedAblation(reader, changes, request);
        return run(ablation, request.runs(), startScript(), keepGoing, progress);
    }

    Overview run(PlannedAblation ablation, Path runs, Path program, boolean keepGoing, Progress progress) {
        ablation.refuseChanges();
        OwnFolder own = new OwnFolder(runs);
        ablation.runs.forEach(run -> own.checkFolder(run.directory()));
        Path records = own.make(ablation.folder.resolve("ablation"));
        try (RunLock lock = RunLock.take(records);
                Interrupt interrupt = new Interrupt("septum-ablation-interrupt", PATIENCE_SECONDS)) {
            Board board = new Board(ablation, progress);
            Executor executor = ablation.ablation.executor().create(Executor.class);
            do {
                List<Executor.Task> tasks = board.open(records, runs);
                // Until an executor has taken the tasks, the ledger is that of those who had them before.
                if (!tasks.isEmpty()) {
                    executor.execute(
                            new Executor.Batch(
                                    ablation.name,
                                    records,
                                    program,
                                    tasks,
                                    keepGoing,
                                    ablation.executorOptions,
                                    ablation.environment()),
                            board,
                            interrupt::requested);
                }
                board.record();
            } while (!interrupt.requested() && board.goesOn(keepGoing) && board.awaitOthers(interrupt::requested));
            return board.overview();
        }
    }

    private static Path startScript() {
        String home = System.getProperty("septum.home");
        if (home == null) {
            throw new WiringError("the start script is not known: start Septum with launcher/septum");
        }
        return Path.of(home, "launcher", File.separatorChar == '\\' ? "septum.cmd" : "septum");
    }
}
