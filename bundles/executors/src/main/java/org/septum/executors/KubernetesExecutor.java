// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.septum.api.UserError;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;
import org.septum.common.files.AtomicFile;
import org.septum.common.text.ShellWord;

/**
 * Writes a script with all tasks and the manifest of an Indexed Job that runs it; nothing is submitted. The working
 * directory is mounted under its own path, so paths mean the same inside.
 *
 * @param environment the user's, which may name the image and the claim
 */
record KubernetesExecutor(int cpus, String memory, int atOnce, Map<String, String> environment) implements Executor {

    /** Longer names of jobs are cut, since their pods' names, which end in a number, have at most 63 characters. */
    private static final int LONGEST_NAME = 50;

    @Override
    public void execute(Batch batch, Listener listener, BooleanSupplier cancelled) {
        PodSource source = PodSource.of(batch.options(), environment);
        Path folder = batch.folder().toAbsolutePath();
        ShellScript.checkPath(folder);
        checkMountable(Path.of("").toAbsolutePath().toString());
        Path script = folder.resolve("array.sh");
        AtomicFile.write(script, ShellScript.array(batch, folder, "JOB_COMPLETION_INDEX"));
        Path manifest = folder.resolve("job.yaml");
        AtomicFile.write(manifest, manifest(batch, script, source));
        batch.tasks()
                .forEach(task -> listener.changed(
                        task, TaskState.WAITING, "kubectl apply -f " + ShellWord.of(manifest.toString())));
    }

    private String manifest(Batch batch, Path script, PodSource source) {
        String directory = Path.of("").toAbsolutePath().toString();
        return String.join(
                "\n",
                "apiVersion: batch/v1",
                "kind: Job",
                "metadata:",
                "  name: " + text(name(batch.name())),
                "spec:",
                "  completionMode: Indexed",
                "  completions: " + batch.tasks().size(),
                "  parallelism: " + Math.min(atOnce, batch.tasks().size()),
                "  backoffLimit: 0",
                "  template:",
                "    spec:",
                "      restartPolicy: Never",
                "      automountServiceAccountToken: false",
                "      containers:",
                "        - name: septum",
                "          image: " + text(source.image()),
                "          command: [sh, " + text(unexpanded(script.toString())) + "]",
                "          env:",
                "            - {name: OMP_NUM_THREADS, value: \"" + cpus + "\"}",
                "          resources:",
                "            requests: {cpu: " + cpus + ", memory: " + text(memory) + "}",
                "            limits: {cpu: " + cpus + ", memory: " + text(memory) + "}",
                "          volumeMounts:",
                "            - {name: work, mountPath: " + text(directory) + "}",
                "      volumes:",
                "        - name: work",
                "          persistentVolumeClaim: {claimName: " + text(source.claim()) + "}",
                "");
    }

    /** Kubernetes takes a colon in the path of a mount for the end of it. */
    static void checkMountable(String directory) {
        if (directory.contains(":")) {
            throw new UserError("the executor kubernetes: the name of this folder, '" + directory
                    + "', has a ':', which Kubernetes does not allow where a volume is mounted; rename it");
        }
    }

    /**
     * Text of a container's command, arguments or environment, in which Kubernetes replaces {@code $(NAME)}, takes {@code $$} for
     * a dollar sign, and leaves other dollar signs alone.
     */
    private static String unexpanded(String text) {
        return text.replace("$", "$$");
    }

    /** Names of jobs are lower case letters, digits and hyphens. */
    private static String name(String name) {
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return letters.substring(0, Math.min(LONGEST_NAME, letters.length())).replaceAll("^-|-$", "");
    }

    /** A YAML text in double quotes, which has JSON's escapes. */
    private static String text(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
