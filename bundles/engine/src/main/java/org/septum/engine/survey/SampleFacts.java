// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.septum.api.data.Image;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.common.files.Sha256;

/**
 * What a survey keeps of a sample that could be loaded.
 *
 * @param height of the image, in pixels
 * @param width of the image, in pixels
 * @param pixels how many pixels each label has
 * @param constant whether all intensities are equal
 * @param hash equal for equal images
 */
record SampleFacts(SampleInfo info, int height, int width, long[] pixels, boolean constant, String hash) {

    static SampleFacts of(Sample sample, long[] pixels, Moments moments) {
        Image image = sample.image();
        return new SampleFacts(
                sample.info(),
                image.height(),
                image.width(),
                pixels,
                moments.least() == moments.greatest(),
                hash(image));
    }

    private static String hash(Image image) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * (image.values().length + 2));
        bytes.putInt(image.height()).putInt(image.width());
        bytes.asFloatBuffer().put(image.values());
        return Sha256.of(bytes.array());
    }

    /** How many pixels have any label but the background. */
    long foreground() {
        return Arrays.stream(pixels).skip(1).sum();
    }
}
