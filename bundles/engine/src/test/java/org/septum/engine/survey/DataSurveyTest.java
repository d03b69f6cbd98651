// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;
import org.septum.engine.ExperimentData;
import org.septum.engine.MadeData;
import org.septum.services.data.DataSurvey;
import org.septum.services.data.DataSurvey.Problem;
import org.septum.services.data.DataSurvey.Suspicion;
import org.septum.services.data.DataSurvey.Suspicion.Finding;
import org.septum.services.data.DataSurvey.Tally;
import org.septum.services.data.Picture;

class DataSurveyTest {

    private final MadeData data = MadeData.volumes(12);

    private DataSurvey survey() {
        return new ExperimentData().survey(data.experiment(4), (samples, all) -> {});
    }

    private static List<Finding> findings(DataSurvey survey, String title) {
        return survey.suspicions().stream()
                .filter(suspicion -> suspicion.title().equals(title))
                .flatMap(suspicion -> suspicion.findings().stream())
                .toList();
    }

    @Test
    void countsEverythingOnceInDataWithoutFault() {
        List<Integer> progress = new ArrayList<>();
        DataSurvey survey =
                new ExperimentData().survey(data.experiment(4), (samples, all) -> progress.add(samples * 100 + all));

        assertThat(progress).hasSize(24).isSorted().startsWith(124).endsWith(2424);
        assertThat(survey.isUsable()).isTrue();
        assertThat(survey.suspicions()).isEmpty();
        assertThat(survey.parts()).extracting(DataSurvey.Holding::name).containsExactly("train", "validation", "test");
        DataSurvey.Holding train = survey.parts().get(0);
        assertThat(List.of(train.groups(), train.volumes(), train.samples())).containsExactly(10, 10, 20);
        assertThat(train.pixels()).containsExactly(20L * 61, 20L, 40L);
        assertThat(train.samplesWith()).containsExactly(20, 20, 20);
        assertThat(train.fraction(2)).isCloseTo(2 / 64.0, within(1e-12));
        assertThat(survey.parts().get(1).fraction(0)).isNaN();
        assertThat(survey.groups()).hasSize(12);
        assertThat(survey.groups().get(11).parts()).containsExactly(Part.TEST);
        assertThat(survey.sizes()).containsExactly(new Tally("8 x 8", 12));
        assertThat(survey.spacings()).containsExactly(new Tally("1.5 x 1.5 x 8", 12));
        assertThat(survey.intensities().least()).isZero();
        assertThat(survey.intensities().counts().stream().mapToLong(i -> i).sum())
                .isEqualTo(24 * 64);
        assertThat(survey.examples()).containsOnlyKeys("rv", "lv");
        assertThat(survey.examples().get("lv"))
                .hasSize(6)
                .extracting(Picture::caption)
                .doesNotHaveDuplicates();
    }

    @Test
    void reportsEveryUnreadableSampleAndSurveysTheRest() {
        data.damage("v1-0", "v1.nii: the file is truncated");
        data.damage("v1-1", "v1.nii: the file is truncated");
        data.damage("v3-1", "v3_gt.nii: label 9 is not declared");
        data.paint("v5-0", 1, Float.NaN);

        DataSurvey survey = survey();

        assertThat(survey.isUsable()).isFalse();
        assertThat(survey.problems())
                .containsExactly(
                        new Problem("v1, all 2 samples", "v1.nii: the file is truncated"),
                        new Problem("v3-1", "v3_gt.nii: label 9 is not declared"),
                        new Problem("v5-0", "v5.nii: 32 intensities are not finite numbers"));
        assertThat(survey.samples()).isEqualTo(24);
        assertThat(survey.parts().get(0).samplesWith()).containsExactly(16, 16, 16);
        assertThat(survey.intensities().counts().stream().mapToLong(i -> i).sum())
                .isEqualTo(20 * 64);
    }

    @Test
    void findsGroupsInSeveralParts() {
        data.add("patient0", "v12", 0, Optional.of(new Spacing(1.5, 1.5, 8)));

        DataSurvey survey = survey();
        assertThat(survey.overlaps()).containsOnlyKeys("patient0", "patient10");
        assertThat(survey.overlaps().get("patient0")).containsExactly(Part.TRAIN, Part.TEST);
        assertThat(survey.isUsable()).isFalse();

        data.acceptLeaks();
        assertThat(survey().isUsable()).isTrue();
    }

    @Test
    void suspectsMasksThatAreEmptyOrLackALabel() {
        data.erase("v2-0", 0);
        data.erase("v2-1", 0);
        data.erase("v4-1", 0);
        data.erase("v6-0", 1);
        data.erase("v6-1", 1);
        data.erase("v7-0", 1);

        DataSurvey survey = survey();

        assertThat(findings(survey, "Volumes without any foreground")).containsExactly(new Finding("v2", ""));
        assertThat(findings(survey, "Samples without any foreground")).containsExactly(new Finding("v4-1", ""));
        assertThat(findings(survey, "Volumes without a label that most others have"))
                .containsExactly(new Finding("v6", "no rv"));
        assertThat(survey.isUsable()).isTrue();
    }

    @Test
    void suspectsLabelsThatDoNotOccur() {
        for (int volume = 0; volume < 12; volume++) {
            data.erase("v" + volume + "-0", 2);
            data.erase("v" + volume + "-1", 2);
            if (volume < 10) {
                data.erase("v" + volume + "-0", 1);
                data.erase("v" + volume + "-1", 1);
            }
        }

        assertThat(findings(survey(), "Labels that do not occur"))
                .containsExactly(new Finding("rv", "in no sample of train"), new Finding("lv", "in no sample"));
    }

    @Test
    void suspectsExtremeSpacingsAndIntensities() {
        data.add("odd", "v12", 0, Optional.of(new Spacing(3, 3, 8)));
        data.add("unknown", "v13", 0, Optional.empty());
        data.paint("v8-0", 1000, 9000);
        data.paint("v8-1", 1000, 9000);
        data.paint("v9-1", 5);

        DataSurvey survey = survey();

        assertThat(findings(survey, "Extreme row spacing"))
                .containsExactly(new Finding("v12", "3 mm, where the median is 1.5 mm"));
        assertThat(survey.suspicions()).extracting(Suspicion::title).doesNotContain("Extreme column spacing");
        assertThat(findings(survey, "Volumes without a spacing, where others have one"))
                .containsExactly(new Finding("v13", ""));
        assertThat(findings(survey, "Extreme contrast (1st to 99th percentile)"))
                .extracting(Finding::where)
                .containsExactly("v8");
        assertThat(findings(survey, "Images whose pixels are all equal")).containsExactly(new Finding("v9-1", ""));
    }

    @Test
    void suspectsEqualImagesOfDifferentGroupsOnly() {
        data.copy("v0-0", "v0-1");
        data.copy("v1-0", "v11-0");
        data.copy("v1-1", "v11-1");

        DataSurvey survey = survey();

        assertThat(findings(survey, "Equal images in different groups or parts"))
                .containsExactly(new Finding("v1 = v11", "2 images, of patient1 and patient11, in test and train"));
        assertThat(survey.suspicions())
                .singleElement()
                .satisfies(suspicion -> assertThat(suspicion.pictures())
                        .extracting(Picture::caption)
                        .containsExactly("v1-1", "v11-1"));
    }

    /** A volume of slices of two sizes is of both; the smaller slice's rows are the least. */
    @Test
    void tellsTheSizesOfAllSlices() {
        data.resize("v2-1", 4, 16);

        DataSurvey survey = survey();

        assertThat(survey.sizes()).containsExactly(new Tally("8 x 8", 12), new Tally("4 x 16", 1));
        assertThat(findings(survey, "Volumes whose slices differ in size"))
                .containsExactly(new Finding("v2", "8 x 8 (1 slice), 4 x 16 (1 slice)"));
        DataSurvey.Measure height = survey.measures().get(0);
        DataSurvey.Measure width = survey.measures().get(1);
        assertThat(List.of(height.name(), width.name())).containsExactly("height", "width");
        assertThat(List.of(height.least(), height.median(), height.greatest())).containsExactly(4.0, 8.0, 8.0);
        assertThat(List.of(width.least(), width.median(), width.greatest())).containsExactly(8.0, 8.0, 16.0);
        assertThat(height.unknown()).isZero();
        assertThat(findings(survey, "Extreme height"))
                .containsExactly(new Finding("v2", "4 pixels, where the median is 8 pixels"));
    }

    @Test
    void suspectsLabelsThatTheGridLeavesOut() {
        data.cropTo(4); // of 8 x 8 pixels, with all foreground in the second row

        assertThat(findings(survey(), "Labels that lie partly outside the network's grid of 4 x 4 pixels"))
                .containsExactly(
                        new Finding("rv", "100 % of its pixels, in 12 of 12 cases, at worst 100 % (v0)"),
                        new Finding("lv", "100 % of its pixels, in 12 of 12 cases, at worst 100 % (v0)"));
    }

    @Test
    void surveysEvenDataThatCannotBeListed() {
        MadeData none = new MadeData() {
            @Override
            public List<SampleInfo> samples() {
                throw new UserError("2 volumes cannot be used", List.of("a.nii: damaged", "b.nii: damaged"));
            }
        };

        DataSurvey survey = new ExperimentData().survey(none.experiment(0), (samples, all) -> {});

        assertThat(survey.problems())
                .containsExactly(new Problem("", "a.nii: damaged"), new Problem("", "b.nii: damaged"));
        assertThat(survey.samples()).isZero();
        assertThat(survey.examples()).isEqualTo(Map.of());
        assertThat(survey.overlaps()).isEqualTo(Map.<String, Set<String>>of());
    }
}
