// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.data.Part;
import org.septum.api.report.CaseValue;
import org.septum.services.compare.RunComparison.PostProcessingEffect;

class PostProcessingEffectTest {

    @TempDir
    Path ablation;

    /** Two volumes of each patient, who has so many mm. */
    private static List<CaseValue> distances(double... patients) {
        List<CaseValue> values = new ArrayList<>();
        for (int patient = 0; patient < patients.length; patient++) {
            for (String phase : List.of("ED", "ES")) {
                String group = "p" + patient;
                values.add(new CaseValue(
                        Part.TEST,
                        "structures",
                        "hausdorff-95",
                        "rv",
                        "volume",
                        group + "-" + phase,
                        group,
                        patients[patient],
                        false));
            }
        }
        return values;
    }

    @Test
    void pairsTheFoldsCasesAndKeepsThem() {
        List<CaseValue> with = distances(4, 5, 6);
        PostProcessingEffect effect =
                new RecordedRunComparison(null, null).effect(ablation, "base, seed 1", distances(5, 7, 9), with);
        List<String> row = effect.table().rows().get(0);
        assertThat(row.subList(0, 5)).containsExactly("hausdorff-95", "rv", "7.0000", "5.0000", "-2.0000");
        assertThat(Double.parseDouble(row.get(5))).isBetween(-3.5, -2.0);
        assertThat(Double.parseDouble(row.get(6))).isBetween(-2.0, -0.5);
        assertThat(row.subList(7, 9)).containsExactly("6", "3");
        Path file = effect.write().apply(ablation.resolve("cross-validation"));
        assertThat(file).hasFileName("base-seed-1-cases-with-post-processing.csv");
        assertThat(file)
                .content()
                .startsWith("part,head,metric,class,unit,case,group,value,empty-rule\n"
                        + "test,structures,hausdorff-95,rv,volume,p0-ED,p0,4.0,false\n")
                .hasLineCount(7);
    }
}
