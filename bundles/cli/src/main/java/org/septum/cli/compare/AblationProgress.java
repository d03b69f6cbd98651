// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.compare;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.septum.api.ablation.TaskState;
import org.septum.common.text.TerminalCode;
import org.septum.services.ablation.AblationRunner;
import org.septum.services.ablation.AblationRunner.Overview;
import org.septum.services.ablation.AblationRunner.Training;

/**
 * Tells how an ablation goes: a line for each change and, on a terminal, one that is written over with what the running
 * trainings say.
 */
final class AblationProgress implements AblationRunner.Progress {

    private final PrintWriter out;
    private final OptionalInt columns;
    private final Map<String, String> sayings = new HashMap<>();
    private String waiting = "";

    /**
     * @param columns the terminal's width; empty if there is none
     */
    AblationProgress(PrintWriter out, OptionalInt columns) {
        this.out = out;
        this.columns = columns;
    }

    @Override
    public void changed(Overview overview, Training training) {
        sayings.remove(name(training));
        if (training.state() != TaskState.WAITING) {
            tell(
                    overview,
                    name(training) + ": " + training.state()
                            + (training.detail().isEmpty() ? "" : ", " + training.detail()));
        } else if (!training.detail().equals(waiting)) {
            // A whole batch waits for the same.
            waiting = training.detail();
            tell(overview, "waiting: " + waiting);
        }
    }

    private void tell(Overview overview, String what) {
        clear();
        out.println("[" + overview.count(TaskState.FINISHED) + " of "
                + overview.trainings().size() + " finished, " + overview.count(TaskState.RUNNING) + " running] "
                + what);
        out.flush();
    }

    @Override
    public void said(Overview overview, Training training, String line) {
        if (columns.isEmpty()) {
            return;
        }
        sayings.put(name(training), line);
        StringBuilder all = new StringBuilder();
        for (Training other : overview.trainings()) {
            String said = sayings.get(name(other));
            if (other.state() == TaskState.RUNNING && said != null) {
                all.append(all.length() == 0 ? "" : " | ")
                        .append(name(other))
                        .append(": ")
                        .append(said);
            }
        }
        String text = all.toString().replaceAll("\\p{Cntrl}(\\[[0-9;?]*[A-Za-z])?", "");
        clear();
        out.print(text.substring(0, Math.min(text.length(), columns.getAsInt() - 1)));
        out.flush();
    }

    private void clear() {
        if (columns.isPresent()) {
            out.print(TerminalCode.lineStart() + " ".repeat(columns.getAsInt() - 1) + TerminalCode.lineStart());
        }
    }

    private static String name(Training training) {
        return training.variant() + ", " + training.repetition();
    }
}
