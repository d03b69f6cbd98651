// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.compare;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.septum.api.ablation.TaskState;
import org.septum.common.text.TerminalCode;
import org.septum.services.ablation.AblationRunner;
import org.septum.services.ablation.AblationRunner.Entry;
import org.septum.services.ablation.AblationRunner.Plan;

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
    public void changed(Plan plan, Entry entry) {
        sayings.remove(name(entry));
        if (entry.state() != TaskState.WAITING) {
            tell(plan, name(entry) + ": " + entry.state() + (entry.detail().isEmpty() ? "" : ", " + entry.detail()));
        } else if (!entry.detail().equals(waiting)) {
            // A whole batch waits for the same.
            waiting = entry.detail();
            tell(plan, "waiting: " + waiting);
        }
    }

    private void tell(Plan plan, String what) {
        clear();
        out.println("[" + plan.count(TaskState.FINISHED) + " of "
                + plan.entries().size() + " finished, " + plan.count(TaskState.RUNNING) + " running] " + what);
        out.flush();
    }

    @Override
    public void said(Plan plan, Entry entry, String line) {
        if (columns.isEmpty()) {
            return;
        }
        sayings.put(name(entry), line);
        StringBuilder all = new StringBuilder();
        for (Entry other : plan.entries()) {
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

    private static String name(Entry entry) {
        return entry.variant() + ", " + entry.repetition();
    }
}
