// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Part;
import org.septum.api.report.CaseValue;
import org.septum.services.compare.PairedIntervals.Change;

/** How scores have changed, case by case. */
class CaseIntervalsTest {

    private final CaseIntervals intervals = new CaseIntervals();

    private static CaseValue distance(String className, String id, double millimetres) {
        String patient = id.substring(0, id.indexOf('-'));
        return new CaseValue(
                Part.TEST, "structures", "hausdorff-95", className, "volume", id, patient, millimetres, false);
    }

    /** Of lv: (10 + 20 + 4) / 3 before and (4 + 20 + 4) / 3 after; the case without lv in one of them is left out. */
    @Test
    void aChangeIsOverTheCasesThatAreDefinedInBoth() {
        List<CaseValue> before = List.of(
                distance("lv", "p1-ed", 10),
                distance("lv", "p1-es", 20),
                distance("lv", "p2-ed", 4),
                distance("lv", "p2-es", Double.NaN),
                distance("rv", "p1-ed", 6),
                distance("rv", "p1-es", 2),
                distance("rv", "p2-ed", 2),
                distance("rv", "p2-es", 8));
        List<CaseValue> after = new ArrayList<>(before);
        after.set(0, distance("lv", "p1-ed", 4));
        after.set(3, distance("lv", "p2-es", 5));

        List<Change> changes = intervals.changes(before, after);

        assertThat(changes).extracting(Change::className).containsExactly("lv", "rv", "mean");
        Change lv = changes.get(0);
        assertThat(lv.before()).isEqualTo(34.0 / 3, within(1e-12));
        assertThat(lv.after()).isEqualTo(28.0 / 3, within(1e-12));
        assertThat(lv.cases()).isEqualTo(3);
        assertThat(lv.groups()).isEqualTo(2);
        assertThat(lv.low()).isLessThan(-2);
        assertThat(lv.high()).isGreaterThan(-2).isLessThanOrEqualTo(0);
        assertThat(changes.get(1).low()).isZero();
        assertThat(changes.get(1).high()).isZero();
        // The classes' mean: p1-ed 8 to 5, p1-es 11, p2-ed 3, and p2-es from 8 (rv alone) to 6.5.
        assertThat(changes.get(2).before()).isEqualTo(30.0 / 4, within(1e-12));
        assertThat(changes.get(2).after()).isEqualTo(25.5 / 4, within(1e-12));
    }

    @Test
    void onePatientGivesNoInterval() {
        List<CaseValue> one = List.of(distance("lv", "p1-ed", 10));
        assertThat(intervals.changes(one, one).get(0).low()).isNaN();
    }
}
