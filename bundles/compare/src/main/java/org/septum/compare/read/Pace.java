// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long a run's training steps took.
 *
 * @param steps how many there were
 * @param median seconds of one step, waiting for data included; NaN without steps
 */
public record Pace(int steps, double median) {

    static Pace read(CsvFile file) {
        List<Double> seconds = new ArrayList<>();
        file.forEach(row -> seconds.add(file.number(row[4])));
        Collections.sort(seconds);
        int count = seconds.size();
        double median = count == 0 ? Double.NaN : (seconds.get((count - 1) / 2) + seconds.get(count / 2)) / 2;
        return new Pace(count, median);
    }
}
