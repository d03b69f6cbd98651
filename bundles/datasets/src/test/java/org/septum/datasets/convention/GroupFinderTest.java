// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.convention;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupFinderTest {

    private final GroupFinder finder = new GroupFinder("image");

    /** The pattern is one of RE2, as data.dataset.group is read, and its only group is the patient. */
    private static List<String> patients(List<String> ids, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return ids.stream()
                .map(id -> {
                    com.google.re2j.Matcher matcher = pattern.matcher(id);
                    assertThat(matcher.find()).as(id).isTrue();
                    return matcher.group(1);
                })
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            anna/1 anna/2 berta/1                                    | anna berta
            site/anna/1 site/anna/2 site/berta/1                     | anna berta
            patient01_1 patient01_2 patient02_1                      | patient01 patient02
            p1-3 p1-4 p22-1                                          | p1 p22
            sub-07_ses-1 sub-07_ses-2 sub-08_ses-1                 | sub-07 sub-08
            anna_slice1 anna_slice2 berta_slice1                     | anna berta
            anna_slice_1 anna_slice_12 berta_slice_1                 | anna berta
            SC-HF-I-1_img3 SC-HF-I-1_img4 SC-N-2_img3                | SC-HF-I-1 SC-N-2
            anna_visit1 anna_visit2 berta_visit1                     | anna berta
            anna-frame01 anna-frame12 berta-frame01                  | anna berta
            anna_ED anna_ES berta_ED                                 | anna berta
            x7_1 x7_2 x8_1                                           | x7 x8
            Åsa_slice1 Åsa_slice2 心_slice1                           | Åsa 心
            """)
    void findsPatientsInNames(String ids, String expected) {
        List<String> all = Arrays.asList(ids.split(" "));
        GroupFinder.Group group = finder.find(all).orElseThrow();
        List<String> found = patients(all, group.regex());
        assertThat(found.stream().map(name -> name.substring(name.lastIndexOf('/') + 1)))
                .containsExactlyElementsOf(Arrays.asList(expected.split(" ")));
        assertThat(group.reason()).startsWith("Patients by ").contains(": 3 images of 2 (");
    }

    @ParameterizedTest
    @CsvSource({"1 2 3", "a b", "cat_1 cat_2 dog_1", "train/1 train/2 val/3", "x"})
    void saysNothingWhereNamesDoNot(String ids) {
        assertThat(finder.find(Arrays.asList(ids.split(" ")))).isEmpty();
    }

    @Test
    void numbersAreAGuessAndFoldersAreNot() {
        assertThat(finder.find(List.of("x7_1", "x7_2", "x8_1")).orElseThrow().doubt())
                .startsWith("that these are patients is a guess from the names");
        assertThat(finder.find(List.of("anna/1", "anna/2", "berta/1"))
                        .orElseThrow()
                        .doubt())
                .isEmpty();
    }

    @Test
    void wordsWithANumberSayThatEachIsAPatient() {
        GroupFinder.Group group =
                finder.find(List.of("patient1", "patient2", "patient3")).orElseThrow();
        assertThat(group.reason()).isEqualTo("Each image is of another patient, by its name.");
    }
}
