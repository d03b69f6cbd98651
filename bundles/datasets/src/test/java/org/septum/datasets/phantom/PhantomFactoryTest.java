// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.data.Dataset;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;

class PhantomFactoryTest {

    private static Dataset phantom(Map<String, ?> options) {
        PhantomFactory factory = new PhantomFactory();
        return factory.create(Arguments.of(factory.options(), options));
    }

    private static List<Sample> load(Dataset dataset) {
        return dataset.samples().stream().map(dataset::load).toList();
    }

    private static long checksum(Sample sample) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * sample.labels().values().length);
        for (float value : sample.image().values()) {
            bytes.putFloat(value);
        }
        for (int label : sample.labels().values()) {
            bytes.putInt(label);
        }
        CRC32 checksum = new CRC32();
        checksum.update(bytes.flip());
        return checksum.getValue();
    }

    @Test
    void describesItsSamples() {
        Dataset dataset = phantom(Map.of("patients", 8, "slices", 4, "size", List.of(64, 96)));
        assertThat(dataset.samples()).hasSize(32);
        SampleInfo info = dataset.samples().get(7 * 4 + 3);
        assertThat(info.id()).isEqualTo("patient007-slice03");
        assertThat(info.group()).isEqualTo("patient007");
        assertThat(info.volume()).isEqualTo("patient007");
        assertThat(info.slice()).isEqualTo(3);
        assertThat(info.spacing()).isEqualTo(Optional.of(new Spacing(3, 3, 8)));
        Sample sample = dataset.load(info);
        assertThat(sample.image().height()).isEqualTo(64);
        assertThat(sample.labels().width()).isEqualTo(96);
    }

    @Test
    void aSliceDependsNeitherOnOrderNorOnThreads() {
        Dataset dataset = phantom(Map.of("patients", 5, "size", List.of(48, 48)));
        List<Long> inOrder =
                load(dataset).stream().map(PhantomFactoryTest::checksum).toList();
        List<SampleInfo> backwards = new ArrayList<>(dataset.samples());
        Collections.reverse(backwards);
        Map<String, Long> parallel = new ConcurrentHashMap<>();
        backwards.parallelStream().forEach(info -> parallel.put(info.id(), checksum(dataset.load(info))));
        assertThat(dataset.samples().stream().map(info -> parallel.get(info.id())))
                .isEqualTo(inOrder);
        assertThat(inOrder).doesNotHaveDuplicates();
    }

    @Test
    void theSamePatientIsDrawnInADatasetOfAnotherLength() {
        Dataset few = phantom(Map.of("patients", 3));
        Dataset many = phantom(Map.of("patients", 30));
        assertThat(checksum(many.load(many.samples().get(7))))
                .isEqualTo(checksum(few.load(few.samples().get(7))));
    }

    /** The numbers must be the same on every machine and Java version, or published results could not be repeated. */
    @Test
    void drawsTheSameDataEverywhere() {
        Dataset dataset = phantom(Map.of());
        SampleInfo info = dataset.samples().get(20);
        assertThat(checksum(dataset.load(info))).isEqualTo(1256431810L);
        assertThat(checksum(phantom(Map.of("seed", 2)).load(info))).isNotEqualTo(1256431810L);
    }

    @Test
    void everySliceShowsTheLeftVentricleAndTheRightOneEndsAboveTheApex() {
        Dataset dataset = phantom(Map.of("patients", 40));
        int apicalWithout = 0;
        for (Sample sample : load(dataset)) {
            int[] count = new int[dataset.labels().size()];
            for (int label : sample.labels().values()) {
                count[label]++;
            }
            assertThat(count[HeartSlice.MYOCARDIUM]).as(sample.info().id()).isGreaterThan(100);
            assertThat(count[HeartSlice.LEFT_VENTRICLE]).as(sample.info().id()).isGreaterThan(30);
            if (sample.info().slice() == 0) {
                assertThat(count[HeartSlice.RIGHT_VENTRICLE])
                        .as(sample.info().id())
                        .isGreaterThan(300);
            }
            if (sample.info().slice() == 5 && count[HeartSlice.RIGHT_VENTRICLE] == 0) {
                apicalWithout++;
            }
            for (float value : sample.image().values()) {
                assertThat(value).isBetween(0f, 1f);
            }
        }
        assertThat(apicalWithout).isBetween(20, 40);
    }

    /** Even the best pair of thresholds for the very data finds each structure badly. */
    @Test
    void intensityAloneDoesNotFindTheHeart() {
        Dataset dataset = phantom(Map.of());
        int bins = 64;
        long[][] histogram = new long[4][bins];
        for (Sample sample : load(dataset)) {
            float[] values = sample.image().values();
            for (int i = 0; i < values.length; i++) {
                histogram[sample.labels().values()[i]][Math.min(bins - 1, (int) (values[i] * bins))]++;
            }
        }
        for (int label = 1; label < 4; label++) {
            long size = LongStream.of(histogram[label]).sum();
            double best = 0;
            for (int low = 0; low < bins; low++) {
                long found = 0;
                long right = 0;
                for (int high = low; high < bins; high++) {
                    right += histogram[label][high];
                    for (long[] ofLabel : histogram) {
                        found += ofLabel[high];
                    }
                    best = Math.max(best, 2.0 * right / (size + found));
                }
            }
            assertThat(best).as(dataset.labels().get(label)).isLessThan(0.4);
        }
    }
}
