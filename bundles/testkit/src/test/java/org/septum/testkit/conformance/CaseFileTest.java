// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseFileTest {

    @Test
    void makesACaseOfEveryRow() {
        String text = """
                # Two tables.
                each | function
                     | ADD
                     | DIVIDE
                each | name | b
                     | one  | 1x1x1x1
                     | all  | 2x1x1x2
                case {function} of {name}
                  b input {b} = 2 -0.5
                  Binary({function}): 2x1x1x2 b -> 2x1x1x2
                  tolerance 1e-3
                """;
        assertThat(CaseFile.parse(text))
                .extracting(WrittenCase::name)
                .containsExactly("ADD of one", "ADD of all", "DIVIDE of one", "DIVIDE of all");
        ConformanceCase last = CaseFile.parse(text).get(3).asCase();
        assertThat(last.data().values()).contains(new float[] {2, -0.5f, 2, -0.5f});
        assertThat(last.plan().calls()).extracting("op").hasToString("[Binary[function=DIVIDE]]");
        assertThat(last.tolerance()).isEqualTo(1e-3);
        assertThat(last.bfloat16()).isNaN();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "x inputs 1x1x1x1 | there is no kind of value 'inputs'",
                "Affine(1, 2): y -> 1x1x1x1 | there is no value 'y'",
                "Afine(1, 2): x -> 1x1x1x1 | there is no operation 'Afine(1, 2)'",
                "Affine(1: x -> 1x1x1x1 | 'Affine(1' lacks something at its end",
                "Affine(1, 2, 3): x -> 1x1x1x1 | 'Affine(1, 2, 3)': expected ')', found '3'",
                "Sum([DEPTH]): x -> 1x1x1x1 | 'Sum([DEPTH])': Role has no DEPTH",
                "x input 1x1x1x1 | there are two values 'x'",
                "dw gradient w | there is no value 'w'",
            })
    void saysWhichLineCannotBeRead(String line, String message) {
        assertThatThrownBy(() -> CaseFile.parse("case a\nx input 1x1x1x1\n" + line))
                .hasMessage("case 'a', line '" + line + "': " + message);
    }
}
