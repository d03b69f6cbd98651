// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.acdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.data.Dataset;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.datasets.split.BySliceFactory;

/** Counts on the challenge's files, where they are: in ACDC_ROOT, or beside the project. They are not part of it. */
class AcdcRealDataTest {

    private static final Path ROOT =
            Path.of(System.getenv().getOrDefault("ACDC_ROOT", "../../../shared/data/acdc/training"));

    @BeforeEach
    void needsTheData() {
        Assumptions.assumeTrue(
                Files.isDirectory(ROOT), "the ACDC data are not here: set ACDC_ROOT to the folder with patient001");
    }

    private static Dataset dataset(Map<String, ?> options) {
        AcdcFactory factory = new AcdcFactory();
        return factory.create(Arguments.of(factory.options(), options));
    }

    @Test
    void listsAllPatientsVolumesAndSlices() {
        List<SampleInfo> samples = dataset(Map.of("root", ROOT.toString())).samples();
        assertThat(samples).hasSize(1902);
        assertThat(samples.stream().map(SampleInfo::group).distinct()).hasSize(100);
        assertThat(samples.stream().map(SampleInfo::volume).distinct()).hasSize(200);
        Map<String, Long> patientsOfGroup =
                samples.stream().collect(Collectors.groupingBy(SampleInfo::group)).values().stream()
                        .collect(Collectors.groupingBy(
                                ofPatient -> ofPatient.get(0).attributes().get("group"), Collectors.counting()));
        assertThat(patientsOfGroup).isEqualTo(Map.of("NOR", 20L, "MINF", 20L, "DCM", 20L, "HCM", 20L, "RV", 20L));
        assertThat(samples)
                .allSatisfy(info -> assertThat(info.spacing().orElseThrow().row())
                        .isEqualTo(info.spacing().orElseThrow().column())
                        .isBetween(0.7, 1.92));
    }

    /** Their headers give voxels of 1 mm and the same directions for image and labels: no label is turned or refused. */
    @Test
    void findsAllLabelsOnTheirImages() {
        Dataset dataset = dataset(Map.of("root", ROOT.toString()));
        dataset.samples().stream().filter(info -> info.slice() == 0).forEach(dataset::load);
        assertThat(dataset.notes()).containsExactly("200 volumes with their ground truth taken");
    }

    /** The study to reproduce: slices with cavity, patients 1 to 5 for the test, 5 % of the others for validation. */
    @Test
    void countsAsTheStudyOfThe1808SlicesDid() {
        Dataset dataset = dataset(Map.of("root", ROOT.toString(), "containing", List.of("lv")));
        assertThat(dataset.samples()).hasSize(1808);
        long background = 0;
        long pixels = 0;
        for (SampleInfo info : dataset.samples()) {
            for (int label : dataset.load(info).labels().values()) {
                background += label == 0 ? 1 : 0;
                pixels++;
            }
        }
        assertThat(100.0 * background / pixels).isEqualTo(96.03, within(0.005));

        BySliceFactory factory = new BySliceFactory();
        Map<String, ?> options = Map.of(
                "test-groups",
                List.of("patient001", "patient002", "patient003", "patient004", "patient005"),
                "validation",
                0.05,
                "leaks-groups",
                "accepted");
        Partition partition = factory.create(Arguments.of(factory.options(), options))
                .divide(dataset.samples(), new SplittableRandom(1));
        assertThat(partition.test()).hasSize(98);
        assertThat(partition.validation()).hasSize(85);
        // 407 steps of 4 in each of 30 epochs: the study's 12,210.
        assertThat(partition.train()).hasSize(1625);
    }
}
