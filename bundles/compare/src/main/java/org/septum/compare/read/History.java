// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.read;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run's scores by epoch.
 *
 * @param values by score, in the file's order; NaN where undefined
 */
public record History(Map<Score, SortedMap<Integer, Double>> values) {

    static History read(CsvFile file) {
        Map<Score, SortedMap<Integer, Double>> values = new LinkedHashMap<>();
        file.forEach(row -> {
            Score score = new Score(row[1].intern(), row[2].intern(), row[3].intern(), row[4].intern());
            Double first = values.computeIfAbsent(score, any -> new TreeMap<>())
                    .putIfAbsent(file.count(row[0]), file.number(row[5]));
            if (first != null) {
                throw file.damaged("epoch " + row[0] + " has the score " + score.path() + " a second time");
            }
        });
        return new History(values);
    }

    /** The last value of the score with this path; empty if the run does not have it. */
    public Optional<Double> last(String path) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().path().equals(path))
                .map(entry -> entry.getValue().get(entry.getValue().lastKey()))
                .findFirst();
    }
}
