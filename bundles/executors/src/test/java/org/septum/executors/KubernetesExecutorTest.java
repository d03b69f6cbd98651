// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;

/** The manifest of the Indexed Job. */
class KubernetesExecutorTest {

    private static final Map<String, String> SOURCE =
            Map.of("SEPTUM_IMAGE", "registry/septum:1", "SEPTUM_CLAIM", "work");

    @TempDir
    private Path folder;

    private final Recorder recorder = new Recorder();

    private String manifest(String name, Path place, List<String> options) throws Exception {
        Executor.Batch batch = Recorder.batch(place, Path.of("septum"), false, "a", "b");
        new KubernetesExecutor(2, "4Gi", 8, SOURCE)
                .execute(
                        new Executor.Batch(name, place, batch.program(), batch.tasks(), false, options, Set.of()),
                        recorder,
                        () -> false);
        return Files.readString(place.resolve("job.yaml"));
    }

    @Test
    void writesAnIndexedJob() throws Exception {
        assertThat(manifest("Batch_1", folder, List.of("claim=other")))
                .contains(
                        "kind: Job",
                        "name: \"batch-1\"\n",
                        "image: \"registry/septum:1\"",
                        "completionMode: Indexed",
                        "completions: 2",
                        "parallelism: 2")
                .contains("command: [sh, \"" + folder.resolve("array.sh") + "\"]", "claimName: \"other\"");
        assertThat(folder.resolve("array.sh")).content().contains("case $JOB_COMPLETION_INDEX in");
        assertThat(recorder.states.values()).containsOnly(TaskState.WAITING);
    }

    /** YAML would take these names for something else than text. */
    @Test
    void namesAreTexts() throws Exception {
        for (String name : List.of("1e5", "null", "true", "0x10", "2026")) {
            assertThat(manifest(name, folder, List.of())).contains("name: \"" + name + "\"\n");
        }
    }

    /** What reaches the shell is the folder's name, whatever Kubernetes would replace in it; the shell is told it in quotes. */
    @Test
    void kubernetesReplacesNothing() throws Exception {
        for (String name : List.of(
                "$(OMP_NUM_THREADS)", "$$(OMP_NUM_THREADS)", "a$$b", "$", "$$$(A)$", "$(", "$()", "$x", "it's $(id)")) {
            Path place = Files.createDirectory(folder.resolve(name));

            String manifest = manifest("batch", place, List.of());

            Matcher command = Pattern.compile("command: \\[sh, \"(.*)\"]").matcher(manifest);
            assertThat(command.find()).isTrue();
            assertThat(expanded(command.group(1), Map.of("OMP_NUM_THREADS", "2")))
                    .isEqualTo(place.resolve("array.sh").toString());
        }
        assertThat(recorder.changes)
                .contains("t0 waiting kubectl apply -f '" + folder + "/$(OMP_NUM_THREADS)/job.yaml'")
                .contains("t0 waiting kubectl apply -f '" + folder + "/it'\\''s $(id)/job.yaml'");
    }

    /** As k8s.io/kubernetes/third_party/forked/golang/expansion does it. */
    private static String expanded(String text, Map<String, String> environment) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '$' || i + 1 == text.length()) {
                out.append(text.charAt(i));
                continue;
            }
            i++;
            int end = text.charAt(i) == '(' ? text.indexOf(')', i) : -1;
            if (text.charAt(i) == '$') {
                out.append('$');
            } else if (end >= 0) {
                String name = text.substring(i + 1, end);
                out.append(environment.getOrDefault(name, "$(" + name + ")"));
                i = end;
            } else {
                out.append('$').append(text.charAt(i));
            }
        }
        return out.toString();
    }

    @Test
    void refusesFoldersThatBreakLinesOrMounts() {
        for (String name : List.of("a\n#SBATCH --wrap=x", "a\rb", "a\u001bb")) {
            assertThatThrownBy(() -> manifest("batch", folder.resolve(name), List.of()))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("has a line break or another control character");
        }
        assertThatThrownBy(() -> KubernetesExecutor.checkMountable("/data/a:b"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the name of this folder, '/data/a:b', has a ':'");
    }

    @Test
    void writesNothingWithoutAnImage() {
        Executor.Batch batch = Recorder.batch(folder, Path.of("septum"), false, "a");
        assertThatThrownBy(() -> new KubernetesExecutor(2, "4Gi", 8, Map.of()).execute(batch, recorder, () -> false))
                .isInstanceOf(UserError.class);
        assertThat(folder).isEmptyDirectory();
        assertThat(recorder.changes).isEmpty();
    }
}
