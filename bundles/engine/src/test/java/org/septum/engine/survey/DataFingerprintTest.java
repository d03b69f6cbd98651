// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.septum.api.UserError;
import org.septum.api.data.Spacing;
import org.septum.engine.ExperimentData;
import org.septum.engine.MadeData;
import org.septum.services.data.Fingerprint;
import org.septum.services.data.Fingerprint.Extent;
import org.septum.services.data.Fingerprint.Intensity;
import org.septum.services.data.Fingerprint.Structure;

class DataFingerprintTest {

    private static final Offset<Double> CLOSE = within(1e-9);

    private static Fingerprint take(MadeData data, int test) {
        return new ExperimentData().fingerprint(data.experiment(test), (samples, all) -> {});
    }

    @Test
    void measuresTheTrainingPartAlone() {
        MadeData data = MadeData.volumes(6);
        data.damage("v5-0", "the test part is not read");
        List<Integer> progress = new ArrayList<>();

        Fingerprint fingerprint =
                new ExperimentData().fingerprint(data.experiment(4), (samples, all) -> progress.add(all));

        assertThat(progress).hasSize(8).containsOnly(8);
        assertThat(fingerprint.training()).isTrue();
        assertThat(fingerprint.scope()).isEqualTo("the training part: 4 cases of 4 groups; 6 cases are there");
        assertThat(fingerprint.cases()).extracting(Fingerprint.Case::volume).containsExactly("v0", "v1", "v2", "v3");
        assertThat(fingerprint.pixels()).containsExactly(8L * 61, 8L, 16L);
        assertThat(fingerprint.share(2)).isCloseTo(2 / 64.0, CLOSE);
        assertThat(take(MadeData.volumes(6), 0).scope()).isEqualTo("all 6 cases of 6 groups");
    }

    /** One rv pixel and two of lv in a slice; 1.5 x 1.5 x 8 mm are 0.018 ml. */
    @Test
    void measuresStructuresInTheUnitsThatTheDataAllow() {
        MadeData data = MadeData.volumes(1);
        data.add("b", "picture", 0, Optional.of(new Spacing(0.5, 0.5, Double.NaN)));
        data.add("c", "plain", 0, Optional.empty());
        data.add("d", "stack", 0, Optional.of(new Spacing(0.5, 0.5, Double.NaN)));
        data.add("d", "stack", 1, Optional.of(new Spacing(0.5, 0.5, Double.NaN)));
        List<Fingerprint.Case> cases = take(data, 0).cases();

        Structure volume = cases.get(0).structures().get(1);
        assertThat(volume.size()).isCloseTo(4 * 0.018, CLOSE);
        assertThat(volume.unit()).isEqualTo("ml");
        assertThat(cases.get(1).structures().get(1)).isEqualTo(new Structure("lv", 2, 0.5, "mm2"));
        assertThat(cases.get(2).structures().get(1)).isEqualTo(new Structure("lv", 2, 2, "pixels"));
        assertThat(cases.get(3).structures().get(1)).isEqualTo(new Structure("lv", 4, 4, "pixels"));
        assertThat(cases.get(0).marked()).isEqualTo(new Extent(2, 1, 3));
    }

    @Test
    void cropsToWhatIsNotZero() {
        MadeData data = MadeData.volumes(2);
        data.paint("v0-0", 0);
        data.paint("v1-0", 0);
        data.paint("v1-1", 0);
        List<Fingerprint.Case> cases = take(data, 0).cases();

        // Row by row, the values are i * 31 mod 64 and more: only the first pixel of a slice is 0.
        assertThat(cases.get(0).shape()).isEqualTo(new Extent(2, 8, 8));
        assertThat(cases.get(0).cropped()).isEqualTo(new Extent(1, 8, 8));
        assertThat(cases.get(1).cropped()).isEqualTo(new Extent(2, 8, 8));
    }

    /** Foreground are pixels 9, 10 and 11 of each slice. NumPy: mean 4, std 1.632993, median 4 of [2, 4, 6]; percentiles as bins. */
    @Test
    void describesTheForegroundAlone() {
        MadeData data = MadeData.volumes(1);
        float[] pattern = new float[64];
        pattern[9] = 2;
        pattern[10] = 4;
        pattern[11] = 6;
        pattern[40] = 1000;
        data.paint("v0-0", pattern);
        data.paint("v0-1", pattern);

        Fingerprint fingerprint = take(data, 0);
        Intensity intensity = fingerprint.foreground().get(0);
        assertThat(intensity.pixels()).isEqualTo(6);
        assertThat(intensity.mean()).isCloseTo(4, CLOSE);
        assertThat(intensity.deviation()).isCloseTo(1.632993161855452, CLOSE);
        assertThat(intensity.median()).isCloseTo(4, within(1e-3));
        assertThat(intensity.least()).isEqualTo(2);
        assertThat(intensity.greatest()).isEqualTo(6);
        assertThat(intensity.low()).isCloseTo(2, within(1e-3));
        assertThat(intensity.high()).isCloseTo(6, within(1e-3));
        assertThat(fingerprint.cases().get(0).foreground()).containsExactly(intensity);
    }

    /** Threads finish in any order. */
    @Test
    void isTheSameToTheLastDigitEachTime() {
        Fingerprint first = take(MadeData.volumes(40), 0);
        for (int time = 0; time < 5; time++) {
            assertThat(take(MadeData.volumes(40), 0)).isEqualTo(first);
        }
    }

    @Test
    void leavesOutWhatNobodyHasJudged() {
        MadeData data = MadeData.volumes(1);
        data.ignore("rv");
        Fingerprint fingerprint = take(data, 0);
        assertThat(fingerprint.labels()).containsExactly("background", "lv");
        assertThat(fingerprint.pixels()).containsExactly(2L * 61, 4L);
        assertThat(fingerprint.foreground().get(0).pixels()).isEqualTo(4);
        assertThat(fingerprint.cases().get(0).structures())
                .extracting(Structure::label)
                .containsExactly("lv");
        assertThat(fingerprint.cases().get(0).marked()).isEqualTo(new Extent(2, 1, 2));
    }

    @Test
    void hasNoIntensitiesWithoutForeground() {
        MadeData data = MadeData.volumes(1);
        data.erase("v0-0", 0);
        data.erase("v0-1", 0);
        Fingerprint fingerprint = take(data, 0);
        assertThat(fingerprint.foregroundPixels()).isZero();
        assertThat(fingerprint.foreground().get(0).mean()).isNaN();
        assertThat(fingerprint.cases().get(0).marked()).isEqualTo(new Extent(0, 0, 0));
    }

    @Test
    void refusesWhatCannotBeRead() {
        MadeData data = MadeData.volumes(2);
        data.damage("v1-1", "v1.nii: the file is truncated");
        assertThatThrownBy(() -> take(data, 0)).isInstanceOf(UserError.class).hasMessageContaining("truncated");
    }
}
