// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.septum.api.UserError;

/**
 * Feeds a reader with damaged copies of good files. Each must be read, or be refused by a {@link UserError} with a message;
 * it may take no more than {@value #MOST_SECONDS} seconds of the processor and allocate no more than {@value
 * #MOST_MEGABYTES} MB. An input whose outcome, numbers aside, has not been seen before is damaged further, so that the search
 * reaches what only a partly valid file reaches.
 *
 * <p>The inputs depend on the seed and the reader alone. The property {@value #PROPERTY} says how many there are.
 */
public final class Fuzz {

    /** How many inputs each reader gets, for example {@code -Dseptum.fuzz=100000}. */
    public static final String PROPERTY = "septum.fuzz";

    private static final int MOST_SECONDS = 2;
    private static final int MOST_MEGABYTES = 512;

    /** An input that waits, instead of computing, is given up after this time. */
    private static final int LONGEST_WAIT_SECONDS = 60;

    private static final int FEW = 1000;
    private static final int MOST_KEPT = 500;
    private static final long SEED = 20261124;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What is tried out. */
    @FunctionalInterface
    public interface Reader {
        /** Reads the input with all that follows from it; a {@link UserError} is the answer to what is no good. */
        void read(byte[] input) throws Exception;
    }

    /** What a format needs after it was damaged, such as sums that fit again; chosen at random for each input. */
    @FunctionalInterface
    public interface Finish {
        byte[] apply(byte[] damaged);
    }

    /**
     * What came of it.
     *
     * @param outcomes how many different outcomes there were, numbers in messages aside
     * @param slowestMillis the longest processor time of an input
     * @param largestMegabytes the most that an input allocated, garbage included
     */
    public record Result(
            String name,
            int inputs,
            int accepted,
            int refused,
            int outcomes,
            long slowestMillis,
            long largestMegabytes,
            String peak) {
        @Override
        public String toString() {
            return "fuzz " + name + ": " + inputs + " inputs, " + accepted + " accepted, " + refused + " refused, "
                    + outcomes + " outcomes, slowest " + slowestMillis + " ms, largest " + largestMegabytes
                    + " MB allocated, process peak " + peak;
        }
    }

    private final String name;
    private final Reader reader;
    private final List<byte[]> good = new ArrayList<>();
    private final List<Mutator.Field> fields = new ArrayList<>();
    private final List<byte[]> words = new ArrayList<>();
    private final List<Finish> finishes = new ArrayList<>();

    /**
     * @param name of the reader, for messages
     */
    public Fuzz(String name, Reader reader) {
        this.name = name;
        this.reader = reader;
        finishes.add(damaged -> damaged);
    }

    /** Adds a good file, or one that is refused only by what comes after much reading. */
    public Fuzz from(byte[] file) {
        good.add(file.clone());
        return this;
    }

    /** Says that numbers of this many bytes stand at these places; negative ones are counted from the end. */
    public Fuzz numbers(int bytes, int... places) {
        Arrays.stream(places).forEach(at -> fields.add(new Mutator.Field(at, bytes)));
        return this;
    }

    /** Adds words that mean something in the format. */
    public Fuzz words(String... texts) {
        for (String text : texts) {
            words.add(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return this;
    }

    /** Adds something that is done to some of the damaged inputs. */
    public Fuzz finish(Finish finish) {
        finishes.add(finish);
        return this;
    }

    /**
     * Tries as many inputs as the property says, else a few, and prints what came of it.
     *
     * @throws AssertionError with the input, if one is answered by anything but a message, or takes too much
     */
    public Result run() {
        Progress progress = new Progress();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread worker = new Thread(
                () -> {
                    try {
                        tryAll(progress);
                    } catch (Throwable e) {
                        failure.set(e);
                    }
                },
                "septum-fuzz");
        worker.setDaemon(true);
        worker.start();
        watch(worker, progress);
        if (failure.get() != null) {
            throw new AssertionError(progress.describe(), failure.get());
        }
        Result result = new Result(
                name,
                progress.index,
                progress.accepted,
                progress.index - progress.accepted,
                progress.outcomes.size(),
                progress.slowest / 1_000_000,
                progress.largest >> 20,
                ProcessPeak.text());
        System.out.println(result);
        return result;
    }

    private void watch(Thread worker, Progress progress) {
        try {
            while (worker.isAlive()) {
                worker.join(200);
                long waited = System.nanoTime() - progress.began;
                long computed = THREADS.getThreadCpuTime(worker.getId()) - progress.cpuBegan;
                if (worker.isAlive()
                        && progress.busy
                        && (computed > MOST_SECONDS * 1_000_000_000L
                                || waited > LONGEST_WAIT_SECONDS * 1_000_000_000L)) {
                    AssertionError hang = new AssertionError(progress.describe() + ": does not come to an end");
                    hang.setStackTrace(worker.getStackTrace());
                    throw hang;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void tryAll(Progress progress) throws Exception {
        Mutator mutator = new Mutator(fields, words);
        List<byte[]> kept = new ArrayList<>(good);
        for (byte[] file : good) {
            progress.outcomes.add(outcome(file, progress));
        }
        progress.accepted = 0;
        int inputs = Integer.getInteger(PROPERTY, FEW);
        for (progress.index = 0; progress.index < inputs; progress.index++) {
            SplittableRandom random = new SplittableRandom(SEED + progress.index);
            List<byte[]> from = random.nextBoolean() ? good : kept;
            byte[] whole = from.get(random.nextInt(from.size()));
            byte[] other = kept.get(random.nextInt(kept.size()));
            byte[] damaged = mutator.damaged(whole, other, random);
            byte[] input = finishes.get(random.nextInt(finishes.size())).apply(damaged);
            if (progress.outcomes.add(outcome(input, progress)) && kept.size() < MOST_KEPT) {
                kept.add(damaged);
            }
        }
    }

    /** Feeds one input; its outcome without numbers, names and places. */
    private String outcome(byte[] input, Progress progress) throws Exception {
        progress.begin(input);
        String outcome = "accepted";
        try {
            reader.read(input.clone());
            progress.accepted++;
        } catch (UserError e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw new AssertionError("refused without a message", e);
            }
            outcome = e.getMessage().replaceAll("'[^']*'|[0-9.E+-]+|[^ -~]", "");
            outcome = outcome.substring(0, Math.min(200, outcome.length()));
        }
        progress.end();
        return outcome;
    }

    /** How far the worker is; the watching thread reads it. */
    private static final class Progress {
        private final Set<String> outcomes = new HashSet<>();
        private volatile byte[] input = {};
        private volatile boolean busy;
        private volatile long began;
        private volatile long cpuBegan;
        private long allocated;
        private int index;
        private int accepted;
        private long slowest;
        private long largest;

        private void begin(byte[] next) {
            input = next;
            began = System.nanoTime();
            cpuBegan = THREADS.getCurrentThreadCpuTime();
            allocated = THREADS.getCurrentThreadAllocatedBytes();
            busy = true;
        }

        private void end() {
            busy = false;
            slowest = Math.max(slowest, THREADS.getCurrentThreadCpuTime() - cpuBegan);
            largest = Math.max(largest, THREADS.getCurrentThreadAllocatedBytes() - allocated);
            if (slowest > MOST_SECONDS * 1_000_000_000L || largest > (long) MOST_MEGABYTES << 20) {
                throw new AssertionError("takes " + slowest / 1_000_000 + " ms and allocates " + (largest >> 20)
                        + " MB, allowed are " + MOST_SECONDS + " s and " + MOST_MEGABYTES + " MB");
            }
        }

        private String describe() {
            return "input " + index + " of seed " + SEED + ", in base64: "
                    + Base64.getEncoder().encodeToString(input);
        }
    }
}
