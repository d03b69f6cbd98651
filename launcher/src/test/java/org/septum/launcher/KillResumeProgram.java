// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Kills a training (SIGKILL) at random instants, resumes it each time, and compares what it leaves in the end with what an
 * uninterrupted run leaves. From the repository's root, after a build:
 *
 * <pre>java -cp launcher/target/test-classes org.septum.launcher.KillResumeProgram 50</pre>
 *
 * <p>A second argument is the seed of the instants, 1 by default. The state is saved in every step, so that many kills fall into
 * a saving. An instant is a random step and a random time within it, the last step standing for the test and the reports;
 * every tenth kill comes within the first seconds of the process, whatever it does then.
 */
public final class KillResumeProgram {

    private static final int STEPS_PER_EPOCH = 7;
    private static final int EPOCHS_PER_KILL = 2;
    private static final double EARLY_NANOSECONDS = 4e9;
    private static final Pattern STEP = Pattern.compile("\"step\":\"(\\d+)\"");

    /**
     * What was seen.
     *
     * @param instants of the kills, in seconds from the start of the killed process
     * @param announced what each resumption said first
     * @param halfWritten how many kills left a file that was being written
     * @param different the files that differ in the end
     */
    record Figures(List<Double> instants, List<String> announced, int halfWritten, List<String> different) {

        void print() {
            double[] sorted =
                    instants.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%d kills, %.2f / %.2f / %.2f s (least, median, most) after the start of the process; %d of them left a"
                            + " half-written file%n",
                    sorted.length,
                    sorted[0],
                    sorted[sorted.length / 2],
                    sorted[sorted.length - 1],
                    halfWritten);
            announced.forEach(System.out::println);
            System.out.println(
                    different.isEmpty()
                            ? "bit-identical to the uninterrupted run: yes"
                            : "bit-identical to the uninterrupted run: no, these differ: " + different);
        }
    }

    private final StartScript septum;
    private final Path directory;
    private final int kills;
    private final Random random;
    private final List<Double> instants = new ArrayList<>();
    private final List<String> announced = new ArrayList<>();
    private int halfWritten;

    /** @param directory where the runs go */
    KillResumeProgram(StartScript septum, Path directory, int kills, long seed) {
        this.septum = septum;
        this.directory = directory;
        this.kills = kills;
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        Path directory = Files.createTempDirectory("septum-kills-");
        StartScript septum = new StartScript(Path.of("launcher/septum").toAbsolutePath(), directory);
        System.out.println("the runs are in " + directory);
        Figures figures = new KillResumeProgram(septum, directory, kills, seed).run();
        figures.print();
        System.exit(figures.different().isEmpty() ? 0 : 1);
    }

    Figures run() throws Exception {
        int epochs = kills * EPOCHS_PER_KILL;
        Path experiment = writeExperiment(epochs);
        long begin = System.nanoTime();
        StartScript.Result straight = septum.run("run", experiment.toString(), "--runs", "straight");
        if (straight.code() != 0) {
            throw new IllegalStateException("the uninterrupted run failed: " + straight.err());
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        int steps = epochs * STEPS_PER_EPOCH;
        kill(experiment, steps, seconds);
        return new Figures(instants, announced, halfWritten, different());
    }

    private Path writeExperiment(int epochs) throws IOException {
        return Files.writeString(directory.resolve("kills.yaml"), """
                septum: 1
                name: kills
                data:
                  dataset: {type: phantom, patients: 10, slices: 4, size: [32, 32]}
                  split: {type: by-group, validation: 0.1, test: 0.2}
                  size: [32, 32]
                  batch-size: 4
                  augment: [{type: rotate, degrees: [-30, 30]}, {type: flip-horizontal, probability: 0.5}]
                model: {type: unet, depth: 2, base-channels: 4}
                heads:
                  structures:
                    type: multiclass
                    classes: [background, rv, myocardium, lv]
                    loss: cross-entropy
                    metrics: [dice]
                optimizer: {type: adam, learning-rate: 5.0e-3, schedule: cosine}
                training: {epochs: %s, save-every: 1}
                checkpoint: [{type: best, monitor: validation/structures/dice, mode: max}, last]
                report: [csv]
                runtime: {threads: 1, loader-threads: 2}
                """.formatted(Integer.toString(epochs)));
    }

    /** Kills at every chosen step; the last process is left to its end. */
    private void kill(Path experiment, int steps, double secondsOfAll) throws Exception {
        List<Integer> targets = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            targets.add(1 + random.nextInt(steps));
        }
        Collections.sort(targets);
        long longestDelay = (long) (1e9 * secondsOfAll / steps);
        String[] command = {"run", experiment.toString(), "--runs", "killed"};
        for (int i = 0; i < kills; i++) {
            int before = savedStep();
            boolean early = i % 10 == 9 || before == steps;
            Path out = Files.createTempFile(directory, "out", ".txt");
            Path err = Files.createTempFile(directory, "err", ".txt");
            long start = System.nanoTime();
            Process process = septum.start(out, err, command);
            while (process.isAlive() && !early && (savedStep() < targets.get(i) || savedStep() == before)) {
                LockSupport.parkNanos(1_000_000);
            }
            LockSupport.parkNanos((long) (random.nextDouble() * (early ? EARLY_NANOSECONDS : longestDelay)));
            boolean killed = process.isAlive();
            process.destroyForcibly();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the process does not die");
            }
            note(out, err, command, process.exitValue(), killed);
            if (!killed) {
                break;
            }
            instants.add((System.nanoTime() - start) / 1e9);
            halfWritten += leavesHalfWritten() ? 1 : 0;
            if (run("killed") != null) {
                command = new String[] {"resume", run("killed").toString()};
            }
        }
        StartScript.Result end = septum.run(command);
        if (command[0].equals("resume") && !isFinished()) {
            throw new IllegalStateException("the run could not be finished: " + end.err());
        }
        announced.add(firstLine(end.out()));
    }

    private void note(Path out, Path err, String[] command, int code, boolean killed) throws IOException {
        String errors = Files.readString(err);
        if (!errors.isEmpty() || !killed && code != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + code + ": " + errors);
        }
        if (command[0].equals("resume")) {
            announced.add(firstLine(Files.readString(out)));
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("(killed before it said anything)");
    }

    /** The step of the saved state; -1 before the first. */
    private int savedStep() throws IOException {
        Path run = run("killed");
        Path saved = run == null ? null : run.resolve("checkpoints/resume.safetensors");
        if (saved == null || !Files.exists(saved)) {
            return -1;
        }
        byte[] content = Files.readAllBytes(saved);
        Matcher step =
                STEP.matcher(new String(content, 0, Math.min(content.length, 4096), StandardCharsets.ISO_8859_1));
        return step.find() ? Integer.parseInt(step.group(1)) : -1;
    }

    /** The only run in a folder; null where there is none that has begun. */
    private Path run(String runs) throws IOException {
        Path folder = directory.resolve(runs).resolve("kills/base");
        if (!Files.isDirectory(folder)) {
            return null;
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(run -> Files.exists(run.resolve("experiment.yaml")))
                    .findFirst()
                    .orElse(null);
        }
    }

    private boolean leavesHalfWritten() throws IOException {
        Path run = run("killed");
        if (run == null) {
            return false;
        }
        try (Stream<Path> files = Files.walk(run)) {
            return files.anyMatch(file -> file.toString().endsWith(".part"));
        }
    }

    private boolean isFinished() throws IOException {
        return Files.readString(run("killed").resolve("status.json")).contains("\"finished\"");
    }

    /** The files that are not the same, apart from times. */
    private List<String> different() throws IOException {
        List<String> different = new ArrayList<>();
        for (String name : List.of(
                "checkpoints/last.safetensors",
                "checkpoints/best.safetensors",
                "metrics.csv",
                "cases.csv",
                "steps.csv")) {
            Path straight = run("straight").resolve(name);
            Path killed = run("killed").resolve(name);
            boolean same = name.equals("steps.csv")
                    ? losses(straight).equals(losses(killed))
                    : Arrays.equals(Files.readAllBytes(straight), Files.readAllBytes(killed));
            if (!same) {
                different.add(name);
            }
        }
        try (Stream<Path> files = Files.walk(run("killed"))) {
            files.filter(file -> file.toString().endsWith(".part")).forEach(file -> different.add(file.toString()));
        }
        return different;
    }

    /** Step, epoch, loss and learning rate of every step, without the times. */
    private static List<String> losses(Path table) throws IOException {
        return Files.readAllLines(table).stream()
                .map(row -> row.replaceAll("(,[^,]*){2}$", ""))
                .toList();
    }
}
