// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.septum.api.UserError;
import org.septum.api.ablation.Executor.Batch;
import org.septum.api.ablation.Executor.Task;
import org.septum.common.text.ShellWord;

/** Shell text for a scheduler's jobs. */
final class ShellScript {

    private ShellScript() {}

    /** The command of a task, quoted. */
    static String command(Path program, Task task) {
        List<String> words = new ArrayList<>(List.of(ShellWord.of(program.toString())));
        task.arguments().forEach(argument -> words.add(ShellWord.of(argument)));
        return String.join(" ", words);
    }

    /**
     * A script that carries out the task whose number is in a variable and leaves the exit code in a file. On SIGTERM the
     * shell waits for Septum, which saves its state.
     *
     * @param variable the environment variable with the number
     */
    static String array(Batch batch, Path folder, String variable) {
        StringBuilder script = new StringBuilder("#!/bin/sh\n# The trainings of the ablation; made by Septum.\n");
        script.append(inThisFolder());
        new TreeSet<>(batch.environment())
                .stream()
                        .filter(System.getenv()::containsKey)
                        .map(name -> "export " + name + "=" + ShellWord.of(System.getenv(name)) + "\n")
                        .forEach(script::append);
        script.append("""
                OMP_NUM_THREADS=${SLURM_CPUS_PER_TASK:-${OMP_NUM_THREADS:-1}}
                SEPTUM_JAVA_OPTS="-XX:ActiveProcessorCount=$OMP_NUM_THREADS $SEPTUM_JAVA_OPTS"
                export OMP_NUM_THREADS SEPTUM_JAVA_OPTS
                trap : TERM INT
                """);
        script.append("case $" + variable + " in\n");
        for (int i = 0; i < batch.tasks().size(); i++) {
            Task task = batch.tasks().get(i);
            String log = ShellWord.of(task.log().toString());
            script.append("    " + i + ") " + command(batch.program(), task) + " >>" + log + " 2>&1 ;;\n");
        }
        script.append("esac\ncode=$?\n");
        script.append("echo $code >" + ShellWord.of(folder + "/") + "task-$" + variable + ".code\nexit $code\n");
        return script.toString();
    }

    /** Jobs know paths as this process does. */
    static String inThisFolder() {
        Path here = Path.of("").toAbsolutePath();
        checkPath(here);
        return "cd " + ShellWord.of(here.toString()) + " || exit 1\n";
    }

    /**
     * Refuses a path that a scheduler's files and answers, which are made of lines, cannot hold.
     *
     * @throws UserError if it has control characters
     */
    static void checkPath(Path path) {
        String text = path.toString();
        String line = text.replaceAll("[\\p{Cc}\\u2028\\u2029]", "?");
        if (!line.equals(text)) {
            throw new UserError("the name of the folder '" + line
                    + "' has a line break or another control character, which a scheduler cannot be given; rename it");
        }
    }
}
