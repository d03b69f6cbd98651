// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;

/** Notes what an executor says of its tasks. */
class Recorder implements Executor.Listener {

    final List<String> changes = new ArrayList<>();
    final Map<String, TaskState> states = new LinkedHashMap<>();
    final List<String> sayings = new ArrayList<>();
    int most;

    @Override
    public void changed(Executor.Task task, TaskState state, String detail) {
        states.put(task.name(), state);
        changes.add(task.name() + " " + state + (detail.isEmpty() ? "" : " " + detail));
        most = Math.max(most, (int) states.values().stream()
                .filter(each -> each == TaskState.RUNNING)
                .count());
    }

    @Override
    public void said(Executor.Task task, String line) {
        sayings.add(line);
    }

    static Executor.Batch batch(Path folder, Path program, boolean keepGoing, String... commands) {
        List<Executor.Task> tasks = new ArrayList<>();
        for (int i = 0; i < commands.length; i++) {
            tasks.add(new Executor.Task("t" + i, List.of(commands[i], "x y"), folder.resolve("t" + i + ".log")));
        }
        return new Executor.Batch("batch", folder, program, tasks, keepGoing, List.of(), Set.of());
    }
}
