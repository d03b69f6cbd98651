// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a start script as a process of its own and keeps what it printed. */
public final class StartScript {

    /** What a finished process left: its exit code, standard output and standard error. */
    public record Result(int code, String out, String err) {}

    private static final int MOST_MINUTES = 5;

    private final Path script;
    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private List<String> before = List.of();

    /** @param directory the current directory of the process */
    public StartScript(Path script, Path directory) {
        this.script = script;
        this.directory = directory;
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        // Not the user's own: only trust() writes there.
        environment.put(
                "XDG_CONFIG_HOME",
                directory.toAbsolutePath().resolve("user-config").toString());
        // Threads that spin while they wait slow each other down a hundredfold where other work goes on.
        environment.put("OMP_WAIT_POLICY", "passive");
    }

    public StartScript with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Starts it from a shell's command, in which {@code "$0" "$@"} stands for it and its arguments. */
    StartScript through(String shell) {
        before = List.of("sh", "-c", shell);
        return this;
    }

    public Result run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        Process process = start(out, err, arguments);
        awaitEnd(process, err);
        return new Result(process.exitValue(), take(out), take(err));
    }

    /** Gives the user's word for the jars that lie in plugins/ of the directory. */
    public void trustPlugins() throws IOException, InterruptedException {
        Result result = run("plugins", "trust");
        if (result.code() != 0) {
            throw new AssertionError(result.err());
        }
    }

    /** Starts a process and leaves it to the caller; the script gives its process to the JVM. */
    Process start(Path out, Path err, String... arguments) throws IOException {
        return builder(arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    /** Starts a process whose streams the caller reads. */
    Process pipe(String... arguments) throws IOException {
        Process process = builder(arguments).start();
        CompletableFuture.delayedExecutor(MOST_MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);
        return process;
    }

    /** Sends the process what Ctrl-C sends, as soon as it has printed a line that begins so. */
    Result interruptAfter(String beginning, String... arguments) throws IOException, InterruptedException {
        Path err = Files.createTempFile("err", ".txt");
        Process process = builder(arguments).redirectError(err.toFile()).start();
        CompletableFuture.delayedExecutor(MOST_MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);
        StringBuilder out = new StringBuilder();
        boolean sent = false;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.append(line).append('\n');
                if (!sent && line.startsWith(beginning)) {
                    new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                            .start()
                            .waitFor();
                    sent = true;
                }
            }
        }
        awaitEnd(process, err);
        return new Result(process.exitValue(), out.toString(), take(err));
    }

    private static String take(Path file) throws IOException {
        String text = Files.readString(file);
        Files.delete(file);
        return text;
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.add(script.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private static void awaitEnd(Process process, Path err) throws IOException, InterruptedException {
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(process.info() + " does not end; it printed " + Files.readString(err));
        }
    }
}
