// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.services.compare.RunComparison.CrossValidated;
import org.septum.services.compare.RunComparison.Folds;

/** The folds of an ablation as one table. */
class CrossValidationTest {

    private static final double[] FIRST = {0.9, 0.8};
    private static final double[] SECOND = {0.7, 0.6};
    private static final double[] THIRD = {0.5, Double.NaN};

    @TempDir
    Path folder;

    private final RecordedRunComparison comparison = new RecordedRunComparison(null, null);
    private final List<String> trainings = new ArrayList<>();
    private Path ablation;

    @BeforeEach
    void make() throws IOException {
        ablation = Files.createDirectories(folder.resolve("ablation"));
    }

    /** Two volumes of one patient for each fold. */
    private SampleRun fold(int fold, double[] dice) {
        return new SampleRun("baseline", 1)
                .fold(fold)
                .dice("p" + fold + "-ed", dice[0])
                .dice("p" + fold + "-es", dice[1]);
    }

    private Path train(int fold, SampleRun run) {
        Path written = run.write(ablation.resolve("fold-" + fold));
        training(fold, ablation.relativize(written), "finished");
        return written;
    }

    private void training(int fold, Path directory, String state) {
        trainings.add("{\"variant\": \"baseline\", \"repetition\": \"fold " + fold + "\", \"directory\": \""
                + directory.toString().replace('\\', '/') + "\", \"state\": \"" + state + "\", \"detail\": \"\"}");
    }

    private Folds validate(boolean withoutMissing) throws IOException {
        Files.writeString(
                ablation.resolve("ablation.json"),
                "{\"baseline\": \"baseline\", \"runs\": [" + String.join(", ", trainings) + "]}");
        return comparison.crossValidate(ablation, Optional.empty(), withoutMissing);
    }

    /** (0.9 + 0.8 + 0.7 + 0.6 + 0.5) / 5: an undefined score is no case. */
    @Test
    void eachCaseCountsOnce() throws IOException {
        Path first = train(0, fold(0, FIRST));
        Path second = train(1, fold(1, SECOND));
        Path third = train(2, fold(2, THIRD));
        Folds folds = validate(false);
        assertThat(folds.warnings()).isEmpty();
        CrossValidated only = folds.validated().get(0);
        assertThat(only.runs()).containsExactly(first, second, third);
        List<String> row = only.table().rows().get(0);
        assertThat(row.subList(0, 3)).containsExactly("dice", "lv", "0.7000");
        assertThat(row.subList(5, 7)).containsExactly("5", "3");
        assertThat(Double.parseDouble(row.get(3))).isBetween(0.0, 0.7);
        assertThat(Double.parseDouble(row.get(4))).isBetween(0.7, 1.6);
        assertThat(Files.readAllLines(folds.write()
                        .apply(ablation.resolve("cross-validation"))
                        .get(0)))
                .hasSize(7)
                .contains("test,structures,dice,lv,volume,p1-es,p1,0.6,")
                .anyMatch(line -> line.startsWith("test,structures,dice,lv,volume,p2-es,p2,"));
    }

    @Test
    void aMissingFoldIsNamedAndRefusedOrLeftOut() throws IOException {
        train(0, fold(0, FIRST));
        train(2, fold(2, THIRD));
        assertThatThrownBy(() -> validate(false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("of 3 folds there is no 1")
                .hasMessageContaining("--without-missing");
        assertThat(ablation.resolve("cross-validation")).doesNotExist();
        Folds folds = validate(true);
        assertThat(folds.warnings()).anyMatch(line -> line.contains("there is no 1"));
        assertThat(folds.validated().get(0).table().title()).contains("2 of 3 folds");
        assertThat(folds.validated().get(0).table().rows().get(0).get(5)).isEqualTo("3");
    }

    @Test
    void anUnfinishedFoldIsNamedAndRefused() throws IOException {
        train(0, fold(0, FIRST));
        train(1, fold(1, SECOND).status("interrupted"));
        training(2, Path.of("fold-2/not-begun"), "waiting");
        assertThatThrownBy(() -> validate(false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("2 trainings")
                .hasMessageContaining("baseline, fold 1 (interrupted)")
                .hasMessageContaining("baseline, fold 2 (waiting)");
    }

    @Test
    void foldsThatShareACaseAreNoneOfOneDivision() throws IOException {
        train(0, fold(0, FIRST));
        train(1, fold(1, SECOND).dice("p0-ed", 0.5));
        train(2, fold(2, THIRD));
        assertThatThrownBy(() -> validate(false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the case 'p0-ed' is tested in the folds 0 and 1");
    }

    @Test
    void whatIsNoAblationWithFoldsIsRefused() throws IOException {
        assertThatThrownBy(() -> comparison.crossValidate(folder, Optional.empty(), false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no ablation.json");
        train(0, new SampleRun("baseline", 1).dice("p0-ed", 0.5));
        assertThatThrownBy(() -> validate(false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("this run has no data.split.fold")
                .hasMessageContaining("folds: 5");
    }

    @Test
    void aVariantThatIsNotThereIsRefused() throws IOException {
        train(0, fold(0, FIRST));
        train(1, fold(1, SECOND));
        train(2, fold(2, THIRD));
        validate(false);
        assertThatThrownBy(() -> comparison.crossValidate(ablation, Optional.of("deeper"), false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no variant 'deeper', but baseline");
    }
}
