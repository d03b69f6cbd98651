// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;

/**
 * Samples prepared for one step.
 *
 * @param samples which samples
 * @param image [batch, channel, height, width]
 * @param truth for each head the true class of each pixel, or {@link ActiveHead#IGNORED}, [batch, height, width]
 */
public record Batch(List<SampleInfo> samples, float[] image, Map<String, int[]> truth) {

    /**
     * Prepares samples.
     *
     * @param epoch from which augmentations draw
     */
    public static Batch of(Preparation preparation, List<SampleInfo> samples, List<ActiveHead> heads, int epoch) {
        return ofUses(preparation, SampleUse.ofEach(samples), heads, epoch);
    }

    /** The same for uses of samples. */
    static Batch ofUses(Preparation preparation, List<SampleUse> uses, List<ActiveHead> heads, int epoch) {
        int pixels = preparation.height() * preparation.width();
        float[] images = new float[uses.size() * preparation.channels() * pixels];
        int[] labels = new int[uses.size() * pixels];
        for (int i = 0; i < uses.size(); i++) {
            put(preparation.prepare(uses.get(i), epoch), i, images, labels);
        }
        return of(uses.stream().map(SampleUse::sample).toList(), images, labels, heads);
    }

    /** Puts samples together that lie on the network's grid. */
    public static Batch of(List<Sample> prepared, List<ActiveHead> heads) {
        Sample first = prepared.get(0);
        float[] images = new float[prepared.size() * first.image().values().length];
        int[] labels = new int[prepared.size() * first.labels().values().length];
        for (int i = 0; i < prepared.size(); i++) {
            put(prepared.get(i), i, images, labels);
        }
        return of(prepared.stream().map(Sample::info).toList(), images, labels, heads);
    }

    private static void put(Sample prepared, int at, float[] images, int[] labels) {
        float[] image = prepared.image().values();
        System.arraycopy(image, 0, images, at * image.length, image.length);
        int[] ofSample = prepared.labels().values();
        System.arraycopy(ofSample, 0, labels, at * ofSample.length, ofSample.length);
    }

    private static Batch of(List<SampleInfo> samples, float[] images, int[] labels, List<ActiveHead> heads) {
        Map<String, int[]> truth = new LinkedHashMap<>();
        heads.forEach(head -> truth.put(head.name(), head.classes(labels)));
        return new Batch(samples, images, truth);
    }

    public int size() {
        return samples.size();
    }

    /** Which pixels count for a head, 1 or 0, [batch, 1, height, width]. */
    public float[] counted(ActiveHead head) {
        int[] classes = truth.get(head.name());
        float[] counted = new float[classes.length];
        for (int i = 0; i < classes.length; i++) {
            counted[i] = classes[i] == ActiveHead.IGNORED ? 0 : 1;
        }
        return counted;
    }

    /**
     * A head's truth as the loss reads it, [batch, target channel, height, width]; the background's where a pixel does not
     * count.
     */
    public float[] target(ActiveHead head) {
        int[] classes = truth.get(head.name());
        int channels = head.head().targetChannels();
        int pixels = classes.length / size();
        float[] ofClass = new float[head.classes().size()];
        float[] target = new float[classes.length * channels];
        for (int channel = 0; channel < channels; channel++) {
            for (int index = 0; index < ofClass.length; index++) {
                ofClass[index] = head.head().target(index, channel);
            }
            for (int i = 0; i < classes.length; i++) {
                target[(i / pixels * channels + channel) * pixels + i % pixels] = ofClass[Math.max(0, classes[i])];
            }
        }
        return target;
    }

    /** The true classes of one sample. */
    public int[] truthOf(ActiveHead head, int index) {
        int[] all = truth.get(head.name());
        int pixels = all.length / size();
        return Arrays.copyOfRange(all, index * pixels, (index + 1) * pixels);
    }
}
