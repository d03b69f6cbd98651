// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.WiringError;

/** Slurm's programs. */
class SlurmCommands {

    /**
     * Hands a script over and returns the job's number.
     *
     * @throws WiringError if Slurm is not there or refuses; the message is Slurm's
     */
    String submit(List<String> options, String script) {
        List<String> command = new ArrayList<>(List.of("sbatch", "--parsable"));
        command.addAll(options);
        command.add(script);
        // With several clusters the answer is NUMBER;CLUSTER.
        return run(command).strip().replaceFirst(";.*", "");
    }

    /** The states of a job's tasks that Slurm still has, by the task's number. */
    Map<Integer, String> queued(String job) {
        Map<Integer, String> states = new LinkedHashMap<>();
        String answer;
        try {
            answer = run(List.of("squeue", "--noheader", "--array", "--jobs=" + job, "--format=%K %T"));
        } catch (WiringError e) {
            // Slurm forgets a job some minutes after its end and then calls its number invalid.
            if (e.getMessage().contains("Invalid job id")) {
                return states;
            }
            throw e;
        }
        answer.lines().map(line -> line.strip().split("\\s+")).forEach(fields -> {
            if (fields.length == 2 && fields[0].matches("\\d+")) {
                states.put(Integer.valueOf(fields[0]), fields[1]);
            }
        });
        return states;
    }

    /**
     * The tasks that Slurm still has of jobs with a name and a working directory, by the number of their job.
     *
     * @param folder by its real path
     */
    Map<String, List<Integer>> inFolder(String name, Path folder) {
        Map<String, List<Integer>> jobs = new LinkedHashMap<>();
        run(List.of("squeue", "--noheader", "--array", "--name=" + name, "--format=%F|%K|%Z"))
                .lines()
                .map(line -> line.strip().split("\\|", 3))
                .filter(fields ->
                        fields.length == 3 && fields[1].matches("\\d+") && fields[2].equals(folder.toString()))
                .forEach(fields -> jobs.computeIfAbsent(fields[0], any -> new ArrayList<>())
                        .add(Integer.valueOf(fields[1])));
        return jobs;
    }

    /**
     * What Slurm says of a task that has ended, such as OUT_OF_MEMORY; empty if it has forgotten it, which without
     * accounting it does after some minutes.
     */
    String ended(String job, int task) {
        String id = job + "_" + task;
        String said = answer(List.of("squeue", "--noheader", "--states=all", "--jobs=" + id, "--format=%T"));
        return said.isEmpty()
                ? answer(List.of(
                        "sacct", "--noheader", "--parsable2", "--allocations", "--jobs=" + id, "--format=State"))
                : said;
    }

    private static String answer(List<String> command) {
        try {
            return run(command).strip();
        } catch (WiringError e) {
            return "";
        }
    }

    /** Cancels tasks; ended ones are left alone. */
    void cancel(String job, boolean onlyPending) {
        run(onlyPending ? List.of("scancel", "--state=PENDING", job) : List.of("scancel", job));
    }

    private static String run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (!command.get(0).equals("sbatch")) {
            // Its environment becomes the jobs', which know the names of files by their own locale.
            builder.environment().put("LC_ALL", "C");
        }
        // Slurm hands the environment on to jobs, which are to outlive this process.
        builder.environment().remove("SEPTUM_ENDS_WITH");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new WiringError(command.get(0) + " failed with " + code + ": " + answer.strip());
            }
            return answer;
        } catch (IOException e) {
            throw new WiringError(
                    "the executor slurm needs " + command.get(0) + ", which cannot be started: " + e.getMessage()
                            + "; use it where Slurm is installed, or executor: local",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WiringError(command.get(0) + " was interrupted", e);
        }
    }
}
