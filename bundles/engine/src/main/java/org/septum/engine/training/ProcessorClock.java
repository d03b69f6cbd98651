// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.septum.engine.network.SystemFile;

/**
 * Measures what this process has of the processor, from what Linux counts for each thread: {@code /proc/self/stat} and {@code
 * /proc/self/task/THREAD/schedstat}.
 */
final class ProcessorClock {

    /** Linux counts processor time in hundredths of a second, for every program alike. */
    private static final double TICKS = 100;

    private final Path process;
    private final LongSupplier nanoTime;
    private long time;
    private double computed;
    private Map<String, Long> waited;

    /**
     * @param process the folder of this process's figures
     * @param nanoTime a clock
     */
    ProcessorClock(Path process, LongSupplier nanoTime) {
        this.process = process;
        this.nanoTime = nanoTime;
        look();
    }

    static ProcessorClock ofThisProcess() {
        return new ProcessorClock(Path.of("/proc/self"), System::nanoTime);
    }

    /** What was used since the last call; empty where the system does not tell. */
    Optional<ProcessorUse> sinceLast() {
        long timeBefore = time;
        double computedBefore = computed;
        Map<String, Long> waitedBefore = waited;
        look();
        if (waited.isEmpty() || Double.isNaN(computed) || Double.isNaN(computedBefore)) {
            return Optional.empty();
        }
        // Threads come and go: each is compared with itself.
        long waiting = waited.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - waitedBefore.getOrDefault(thread.getKey(), 0L))
                .filter(nanoseconds -> nanoseconds > 0)
                .sum();
        return Optional.of(new ProcessorUse((time - timeBefore) / 1e9, computed - computedBefore, waiting / 1e9));
    }

    private void look() {
        time = nanoTime.getAsLong();
        computed = computedSeconds();
        waited = waitedNanoseconds();
    }

    private double computedSeconds() {
        String line = firstLine(process.resolve("stat"));
        // The program's name stands in brackets and may hold anything.
        String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
        return fields.length < 13 ? Double.NaN : (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    private Map<String, Long> waitedNanoseconds() {
        Map<String, Long> waiting = new HashMap<>();
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            for (Path thread : threads.toList()) {
                String[] fields = firstLine(thread.resolve("schedstat")).split(" ");
                if (fields.length == 3) {
                    waiting.put(thread.getFileName().toString(), Long.parseLong(fields[1]));
                }
            }
        } catch (IOException e) {
            return Map.of();
        }
        return waiting;
    }

    /** Empty on another system, and of a thread that has ended. */
    private static String firstLine(Path file) {
        return new SystemFile(file).lines().stream().findFirst().orElse("");
    }
}
