// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.read;

import java.util.stream.DoubleStream;

/**
 * How long a run's training steps took.
 *
 * @param steps how many there were
 * @param median seconds of one step, waiting for data included; NaN without steps
 */
public record Pace(int steps, double median) {

    static Pace read(CsvFile file) {
        DoubleStream.Builder rows = DoubleStream.builder();
        file.forEach(row -> rows.add(file.number(row[4])));
        double[] seconds = rows.build().sorted().toArray();
        int count = seconds.length;
        double median = count == 0 ? Double.NaN : (seconds[(count - 1) / 2] + seconds[count / 2]) / 2;
        return new Pace(count, median);
    }
}
