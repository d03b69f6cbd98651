// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.septum.api.UserError;

/**
 * A run's scores by epoch.
 *
 * @param values by score, in the file's order; NaN where undefined
 */
public record History(Map<Score, SortedMap<Integer, Double>> values) {

    /** One score's last epoch so far. */
    private static final class Last {
        private int epoch = -1;
        private double value;
    }

    static History read(CsvFile file) {
        Map<Score, SortedMap<Integer, Double>> values = new LinkedHashMap<>();
        file.forEach(row -> {
            SortedMap<Integer, Double> epochs = Score.in(values, file, row, 1, TreeMap::new);
            if (epochs.putIfAbsent(file.count(row.get(0)), file.number(row.get(5))) != null) {
                throw twice(file, row);
            }
        });
        return new History(values);
    }

    /** Each score's value in its last epoch, which needs no memory for all others. */
    static Map<Score, Double> last(CsvFile file) {
        Map<Score, Last> scores = new LinkedHashMap<>();
        file.forEach(row -> {
            Last last = Score.in(scores, file, row, 1, Last::new);
            int epoch = file.count(row.get(0));
            double value = file.number(row.get(5));
            if (epoch == last.epoch) {
                throw twice(file, row);
            }
            if (epoch > last.epoch) {
                last.epoch = epoch;
                last.value = value;
            }
        });
        Map<Score, Double> values = new LinkedHashMap<>();
        scores.forEach((score, last) -> values.put(score, last.value));
        return values;
    }

    private static UserError twice(CsvFile file, List<String> row) {
        return file.damaged("epoch " + row.get(0) + " has the score "
                + Score.of(file, row, 1).path() + " a second time");
    }
}
