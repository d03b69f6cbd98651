// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.reuse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.septum.api.UserError;
import org.septum.common.text.Words;
import org.septum.services.run.ChangePolicy;

/**
 * Refuses changes of what a run was made from, or takes note of those that are accepted.
 *
 * @param run as the user named it
 */
public record Refusal(String run, ChangePolicy policy) {

    private static final int MOST_LISTED = 20;
    private static final int MOST_NAMED = 10;

    /**
     * What was let pass.
     *
     * @param accepted changes that results may depend on, each in a line
     * @param notes what does not concern what is done
     */
    public record Passed(List<String> accepted, List<String> notes) {

        /** What a reader of the scores must know, each in a sentence without its full stop. */
        public List<String> warnings() {
            List<String> warnings = new ArrayList<>();
            accepted.forEach(line -> warnings.add("changed since the run was made, and accepted: " + line));
            warnings.addAll(notes);
            return warnings;
        }
    }

    /**
     * Looks at changes.
     *
     * @param concerns which of them matter for what is done; the others are noted
     * @throws UserError if some matter and are not accepted
     */
    public Passed check(List<Change> changes, Predicate<Change> concerns) {
        List<String> matter = new ArrayList<>();
        List<Change> others = new ArrayList<>();
        changes.forEach(change -> {
            if (concerns.test(change)) {
                matter.add(change.line());
            } else {
                others.add(change);
            }
        });
        if (!matter.isEmpty() && !policy.accepted()) {
            throw new UserError(run + ": what this run was made from is no longer what is there:\n  - "
                    + listed(matter).collect(Collectors.joining("\n  - "))
                    + "\n  Put back what was there, or accept it with --accept-changes; what is made then says so.");
        }
        Passed passed = new Passed(matter, notes(others));
        passed.accepted().forEach(line -> policy.told().accept("accepted: " + line));
        return passed;
    }

    private static Stream<String> listed(List<String> lines) {
        List<String> listed = new ArrayList<>(lines.subList(0, Math.min(MOST_LISTED, lines.size())));
        if (lines.size() > MOST_LISTED) {
            listed.add("and " + (lines.size() - MOST_LISTED) + " more");
        }
        return listed.stream();
    }

    /** Of new groups all in one line, since a reader wants to know how many they are. */
    private static List<String> notes(List<Change> changes) {
        List<String> notes = new ArrayList<>();
        List<String> unknown = changes.stream()
                .filter(change -> change.subject() == Change.Subject.NEW_DATA)
                .map(Change::group)
                .toList();
        if (!unknown.isEmpty()) {
            notes.add((unknown.size() == 1
                            ? "1 group is not in this run's record, belongs to no part and is left out: "
                            : unknown.size()
                                    + " groups are not in this run's record, belong to no part and are left out: ")
                    + Words.some(unknown, MOST_NAMED));
        }
        changes.stream()
                .filter(change -> change.subject() != Change.Subject.NEW_DATA)
                .map(change -> "changed since the run was made, which does not concern this: " + change.line())
                .forEach(notes::add);
        return notes;
    }
}
