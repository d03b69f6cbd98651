// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.WiringError;

/** A Slurm that answers by a script: the states of each poll, and the exit codes that appear with it. */
final class ScriptedSlurm extends SlurmCommands {
    private final Path folder;

    final Deque<Runnable> polls = new ArrayDeque<>();
    final List<String> calls = new ArrayList<>();
    Map<Integer, String> states = Map.of();
    String end = "OUT_OF_MEMORY";
    boolean refusesToCancel;

    /** @param folder called F in the calls, with the folder slurm in it */
    ScriptedSlurm(Path folder) {
        this.folder = folder;
    }

    /** A poll that Slurm's controller does not answer. */
    ScriptedSlurm silence(String... codes) {
        poll(Map.of(), codes);
        Runnable leaves = polls.removeLast();
        polls.add(() -> {
            leaves.run();
            throw new WiringError("squeue failed with 1: Unable to contact slurm controller");
        });
        return this;
    }

    ScriptedSlurm poll(Map<Integer, String> now, String... codes) {
        polls.add(() -> {
            states = now;
            for (String code : codes) {
                String[] parts = code.split("=");
                leave(Integer.parseInt(parts[0]), parts[1]);
            }
        });
        return this;
    }

    @Override
    String submit(List<String> options, String script) {
        calls.add(String.join(" ", options).replace(folder.toString(), "F"));
        return "77";
    }

    @Override
    Map<Integer, String> queued(String job) {
        if (!polls.isEmpty()) {
            polls.remove().run();
        }
        return states;
    }

    @Override
    Map<String, List<Integer>> inFolder(String name, Path place) {
        calls.add("in " + place.toString().replace(folder.toString(), "F") + " by " + name);
        Map<String, List<Integer>> jobs = new LinkedHashMap<>();
        if (!states.isEmpty()) {
            jobs.put("77", new ArrayList<>(states.keySet()));
        }
        return jobs;
    }

    @Override
    String ended(String job, int task) {
        return end;
    }

    @Override
    void cancel(String job, boolean onlyPending) {
        if (refusesToCancel) {
            refusesToCancel = false;
            throw new WiringError("scancel failed with 1: Unable to contact slurm controller");
        }
        calls.add("cancel " + job + (onlyPending ? " pending" : ""));
    }

    /** Leaves a task's exit code, as its script does. */
    void leave(int task, String code) {
        try {
            Files.writeString(folder.resolve("slurm/task-" + task + ".code"), code + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
