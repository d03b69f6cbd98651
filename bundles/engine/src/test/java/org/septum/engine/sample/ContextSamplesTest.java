// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Image;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.engine.MadeData;
import org.septum.engine.Samples;

/** Every pixel of a slice of {@link Samples} holds ten times its place, so that a channel tells which slice it is. */
class ContextSamplesTest {

    private final Samples data = Samples.of(List.of("background", "a"), 1, 2)
            .add("p", "v", 0, 1)
            .add("p", "v", 1, 1)
            .add("p", "v", 0, 0)
            .add("p", "v", 0, 0)
            .add("q", "w", 0, 0);

    private static ContextSamples samples(Dataset dataset, int each) {
        SampleCheck check = new SampleCheck(1, dataset.labels().size(), "");
        NativeSamples single = new NativeSamples(dataset, List.of(), List.of(), check, Long.MAX_VALUE);
        return new ContextSamples(single, new SliceContext(each, 1));
    }

    private float[] values(int each, int index) {
        return samples(data, each).load(data.infos().get(index)).image().values();
    }

    @Test
    void channelsAreSlicesFromTheLowestToTheHighest() {
        assertThat(values(1, 1)).containsExactly(0, 1, 11, 11, 20, 20);
        assertThat(values(1, 2)).containsExactly(11, 11, 20, 20, 30, 30);
    }

    @Test
    void beyondTheEndsTheLastSliceIsRepeated() {
        assertThat(values(1, 0)).containsExactly(0, 1, 0, 1, 11, 11);
        assertThat(values(2, 3)).containsExactly(11, 11, 20, 20, 30, 30, 30, 30, 30, 30);
        assertThat(values(2, 4)).containsExactly(40, 40, 40, 40, 40, 40, 40, 40, 40, 40);
    }

    @Test
    void labelsAreThoseOfTheSliceInTheMiddle() {
        Sample sample = samples(data, 1).load(data.infos().get(1));
        assertThat(sample.labels().values()).containsExactly(1, 1);
        assertThat(sample.info()).isSameAs(data.infos().get(1));
        assertThat(new SliceContext(1, 1).middle(sample.image()).values()).containsExactly(11, 11);
    }

    /** With two channels, C = 2: slice by slice, and within a slice channel by channel. */
    @Test
    void theMiddleOfSeveralChannelsIsAllOfThem() {
        SliceContext context = new SliceContext(1, 2);
        Image together = context.together(List.of(
                new Image(2, 1, 1, new float[] {1, 2}),
                new Image(2, 1, 1, new float[] {3, 4}),
                new Image(2, 1, 1, new float[] {5, 6})));
        assertThat(together.channels()).isEqualTo(6).isEqualTo(context.inputChannels());
        assertThat(together.values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(context.middle(together).values()).containsExactly(3, 4);
    }

    @Test
    void theOrderIsThatOfTheIndexNotOfTheDataset() {
        Collections.swap(data.infos(), 1, 2);
        Collections.swap(data.maps(), 1, 2);
        SampleInfo second = data.infos().get(2);
        assertThat(second.slice()).isEqualTo(1);
        assertThat(samples(data, 1).load(second).image().values()).containsExactly(0, 1, 21, 21, 10, 10);
    }

    @Test
    void eachSliceIsDecodedAndKeptOnce() {
        ContextSamples samples = samples(data, 2);
        data.infos().forEach(samples::load);
        assertThat(data.loads().values()).allSatisfy(count -> assertThat(count).hasValue(1));
    }

    @Test
    void slicesOfDifferentSizesAreRefusedByName() {
        MadeData made = MadeData.volumes(2);
        made.resize("v1-1", 4, 8);
        ContextSamples samples = samples(made, 1);
        samples.load(made.samples().get(0));
        assertThatThrownBy(() -> samples.load(made.samples().get(2)))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage(
                        "v1.nii: sample v1-0 has 8 x 8 pixels, but v1-1, its neighbour in the volume 'v1', has 4 x 8;"
                                + " with data.context all slices of a volume must have one size");
    }

    @Test
    void twoSlicesOfOneIndexAreRefusedByName() {
        data.infos().add(Samples.info("again", "q", "q/w", 0));
        data.maps().add(new int[2]);
        assertThatThrownBy(() -> samples(data, 1).load(data.infos().get(4)))
                .isExactlyInstanceOf(UserError.class)
                .hasMessageContaining("q/w/0 and again are both slice 0 of the volume 'q/w'");
    }
}
