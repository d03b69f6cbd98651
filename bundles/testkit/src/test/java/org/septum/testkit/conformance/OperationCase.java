// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.septum.testkit.kernels.Array;

/** One case of operations.txt, which operations.py computed with PyTorch. */
record OperationCase(String name, List<Array> inputs, List<Array> outputs) {

    static List<OperationCase> readAll() throws IOException {
        List<OperationCase> cases = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                OperationCase.class.getResourceAsStream("operations.txt"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "case" -> cases.add(new OperationCase(words[1], new ArrayList<>(), new ArrayList<>()));
                    case "in" -> cases.get(cases.size() - 1).inputs.add(array(words));
                    default -> cases.get(cases.size() - 1).outputs.add(array(words));
                }
            }
        }
        return cases;
    }

    private static Array array(String[] words) {
        List<Integer> dimensions =
                Stream.of(words[1].split("x")).map(Integer::valueOf).toList();
        double[] values = Arrays.stream(words, 2, words.length)
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Array(values, 0, dimensions);
    }
}
