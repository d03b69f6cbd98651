// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.start;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.planning.text.ExperimentText;
import org.septum.services.plan.Planner.Decision;
import org.septum.services.plan.Starter;

/** What an experiment says, value by value, with the reason and what a person has to look at. */
final class Lines {

    private final ExperimentText text = new ExperimentText(new LinkedHashMap<>());
    private final Map<String, String> doubts = new LinkedHashMap<>();

    /** A value that explains itself. */
    void add(String path, Object value) {
        add(path, value, "", "");
    }

    void add(String path, Object value, String reason) {
        add(path, value, reason, "");
    }

    /** @param doubt what to look at; empty for nothing */
    void add(String path, Object value, String reason, String doubt) {
        String mark = doubt.isEmpty() ? "" : Starter.MARK + " " + doubt + ".";
        text.put(path, value, reason.isEmpty() || mark.isEmpty() ? reason + mark : reason + "\n" + mark);
        doubts.keySet().removeIf(other -> other.equals(path) || other.startsWith(path + "."));
        if (!doubt.isEmpty()) {
            doubts.put(path, doubt);
        }
    }

    /** A decision of a planner takes the place of what was said. */
    void replace(Decision decision) {
        add(decision.path(), decision.value(), decision.reason());
    }

    /** What has to be looked at, with the places. */
    List<String> checks() {
        List<String> checks = new ArrayList<>();
        doubts.forEach((path, doubt) -> checks.add(path + ": " + doubt));
        return checks;
    }

    String text(List<String> head) {
        return text.text(head);
    }

    /** A component: its type, then names and values in turn. */
    static Map<String, Object> component(String type, Object... options) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", type);
        for (int i = 0; i < options.length; i += 2) {
            map.put((String) options[i], options[i + 1]);
        }
        return map;
    }
}
