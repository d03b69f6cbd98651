// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.ablation.AblationRunner;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;
import org.septum.api.experiment.ExperimentReader;
import org.septum.api.report.AtomicFile;
import org.septum.api.run.Profiler;
import org.septum.api.run.RunLock;

/** Trains ablations and keeps their ledgers. */
@Component
public final class LedgeredAblationRunner implements AblationRunner {

    private static final int SHORT = 8;

    /** Steps that are measured of each variant; enough for a median that a single slow one does not move. */
    private static final int MEASURED_STEPS = 5;

    private final ExperimentReader reader;
    private final Profiler profiler;
    private final Supplier<InstalledBundles> bundles;

    @Activate
    public LedgeredAblationRunner(
            BundleContext context, @Reference ExperimentReader reader, @Reference Profiler profiler) {
        this(reader, profiler, () -> InstalledBundles.of(context));
    }

    LedgeredAblationRunner(ExperimentReader reader, Profiler profiler, Supplier<InstalledBundles> bundles) {
        this.reader = reader;
        this.profiler = profiler;
        this.bundles = bundles;
    }

    @Override
    public Plan plan(Request request) {
        return new PlannedAblation(reader, bundles.get(), request).plan();
    }

    @Override
    public double estimate(Request request) {
        PlannedAblation ablation = new PlannedAblation(reader, bundles.get(), request);
        // A variant's repetitions differ in their seed or fold, which hardly changes how long they take.
        Map<String, Double> seconds = new HashMap<>();
        return ablation.runs.stream()
                .filter(run -> run.entry().state() != TaskState.FINISHED)
                .mapToDouble(run -> seconds.computeIfAbsent(
                        run.variant(), name -> profiler.estimate(run.experiment(), MEASURED_STEPS)))
                .sum();
    }

    @Override
    public Plan run(Request request, boolean keepGoing, Progress progress) {
        PlannedAblation ablation = new PlannedAblation(reader, bundles.get(), request);
        return run(ablation, request.runs(), startScript(), keepGoing, progress);
    }

    Plan run(PlannedAblation ablation, Path runs, Path program, boolean keepGoing, Progress progress) {
        Path records = ablation.folder.resolve("ablation");
        try {
            Files.createDirectories(records);
        } catch (IOException e) {
            throw new UserError(
                    records + ": the folder for the ablation's records cannot be made: " + e.getMessage(), e);
        }
        try (RunLock lock = RunLock.take(records)) {
            return run(ablation, records, runs, program, keepGoing, progress);
        }
    }

    private static Plan run(
            PlannedAblation ablation, Path records, Path runs, Path program, boolean keepGoing, Progress progress) {
        Plan start = ablation.plan();
        Map<Executor.Task, Integer> tasks = new LinkedHashMap<>();
        for (int i = 0; i < ablation.runs.size(); i++) {
            if (start.entries().get(i).state() != TaskState.FINISHED) {
                tasks.put(task(ablation.runs.get(i), records, runs), i);
            }
        }
        Board board = new Board(ablation, start, tasks, progress);
        // Until an executor has taken the tasks, the ledger is that of those who had them before.
        if (!tasks.isEmpty()) {
            Executor.Batch batch =
                    new Executor.Batch(ablation.name, records, program, List.copyOf(tasks.keySet()), keepGoing);
            try (Interrupt interrupt = new Interrupt()) {
                ablation.ablation.executor().create(Executor.class).execute(batch, board, interrupt::requested);
                board.record();
            }
        } else {
            board.record();
        }
        return board.plan();
    }

    /** The resolved experiment is written down, so that what is trained does not change while it waits. */
    private static Executor.Task task(PlannedRun run, Path records, Path runs) {
        String seed = run.repetition().replaceAll("[^A-Za-z0-9]+", "-");
        String name = run.variant() + "-" + seed + "-" + run.hash().substring(0, SHORT);
        Path file = records.resolve(name + ".yaml");
        AtomicFile.write(file, run.experiment().resolved());
        return new Executor.Task(name, run.arguments(file, runs), records.resolve(name + ".log"));
    }

    private static Path startScript() {
        String home = System.getProperty("septum.home");
        if (home == null) {
            throw new WiringError("the start script is not known: start Septum with launcher/septum");
        }
        return Path.of(home, "launcher", File.separatorChar == '\\' ? "septum.cmd" : "septum");
    }

    /** Keeps the entries and the ledger while tasks change. */
    private static final class Board implements Executor.Listener {
        private final PlannedAblation ablation;
        private final Map<Executor.Task, Integer> tasks;
        private final List<Entry> entries;
        private final Progress progress;

        Board(PlannedAblation ablation, Plan start, Map<Executor.Task, Integer> tasks, Progress progress) {
            this.ablation = ablation;
            this.tasks = tasks;
            this.entries = new ArrayList<>(start.entries());
            this.progress = progress;
            tasks.values()
                    .forEach(index ->
                            put(index, TaskState.WAITING, entries.get(index).detail()));
        }

        Plan plan() {
            return ablation.plan(entries);
        }

        void record() {
            new Ledger(ablation.ablation.baseline(), entries).write(ablation.folder);
        }

        private void put(int index, TaskState state, String detail) {
            Entry old = entries.get(index);
            entries.set(index, new Entry(old.variant(), old.repetition(), old.directory(), state, detail));
        }

        @Override
        public void changed(Executor.Task task, TaskState state, String detail) {
            int index = tasks.get(task);
            put(index, state, detail);
            record();
            progress.changed(plan(), entries.get(index));
        }

        @Override
        public void said(Executor.Task task, String line) {
            progress.said(plan(), entries.get(tasks.get(task)), line);
        }
    }
}
