// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.septum.services.compare.RunComparison.Request;
import org.septum.services.compare.RunComparison.Result;

/** Sample runs, their comparison, and what it wrote. */
abstract class ComparedRuns {

    @TempDir
    Path folder;

    final RecordedRunComparison comparison = new RecordedRunComparison(null, null);

    Result compare(Path... runs) {
        return compare(false, runs);
    }

    Result compare(boolean commonCases, Path... runs) {
        return compare(commonCases, false, runs);
    }

    Result compare(boolean commonCases, boolean acceptChanges, Path... runs) {
        return comparison.compare(new Request(
                List.of(runs),
                Optional.empty(),
                commonCases,
                acceptChanges,
                Optional.of(folder.resolve("out")),
                false));
    }

    /** The rows of comparison.csv by column, those of one variant. */
    List<Map<String, String>> rows(String variant) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("out/comparison.csv"));
        List<String> columns = List.of(lines.get(0).split(","));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), cells[i].replace("\"", ""));
            }
            if (row.get("variant").equals(variant)) {
                rows.add(row);
            }
        }
        return rows;
    }

    double value(String variant, String column) throws IOException {
        return Double.parseDouble(rows(variant).get(0).get(column));
    }

    /** Patients differ by 5 points of Dice, and each result by another point at random. */
    static SampleRun run(String variant, int seed, double gain, int patients) {
        SampleRun run = new SampleRun(variant, seed);
        Random chance = new Random(Arrays.hashCode(new int[] {variant.hashCode(), seed}));
        for (int p = 0; p < patients; p++) {
            double own = new Random(p).nextGaussian();
            run.dice("patient" + p, 0.8 + 0.05 * own + 0.01 * chance.nextGaussian() + gain);
        }
        return run;
    }
}
