// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Component;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Image;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.common.text.Words;

/**
 * What every sample must be when it enters, whatever dataset it comes from: as many channels as declared, image and labels of
 * one size, finite intensities, labels that the dataset has. A dataset of a plugin is named in what is found.
 *
 * @param channels of each image
 * @param labels how many the dataset has
 * @param origin ends each message: the plugin's component and class; empty for Septum's own datasets
 */
public record SampleCheck(int channels, int labels, String origin) {

    /** @param component what has created the dataset */
    public static SampleCheck of(Dataset dataset, Component component) {
        String origin = component.isForeign()
                ? " (it comes from the dataset '" + component.name() + "', made by "
                        + component.factory().getClass().getName() + ")"
                : "";
        return new SampleCheck(dataset.channels(), dataset.labels().size(), origin);
    }

    /**
     * Checks that each volume lies within its group: its slices are scaled together, and scored as a case of one patient.
     *
     * @throws UserError naming the first volume that does not
     */
    void requireVolumesWithinGroups(List<SampleInfo> samples) {
        Map<String, String> groups = new HashMap<>();
        for (SampleInfo info : samples) {
            String group = groups.putIfAbsent(info.volume(), info.group());
            if (group != null && !group.equals(info.group())) {
                throw new UserError(info.source() + ": the volume '" + info.volume() + "' has samples of the groups '"
                        + group
                        + "' and '" + info.group() + "'; a volume lies within its group, so name it by its group too"
                        + origin);
            }
        }
    }

    /**
     * Checks a sample that was just loaded.
     *
     * @throws UserError with the sample's name, if it is not as it must be
     */
    public void require(SampleInfo info, Sample sample) {
        problem(info, sample).ifPresent(found -> {
            throw new UserError(info.source() + ": sample " + info.id() + ": " + found);
        });
    }

    /**
     * Checks an image after its scaling.
     *
     * @throws UserError if the scaling has made something of it that is no number
     */
    static void requireScaled(SampleInfo info, Image image, List<String> scalings) {
        notFinite(image).ifPresent(found -> {
            throw new UserError(
                    info.source() + ": sample " + info.id() + ": after " + String.join(", ", scalings) + " " + found);
        });
    }

    /** What is wrong with a sample, without its name. */
    public Optional<String> problem(SampleInfo info, Sample sample) {
        return found(info, sample).map(text -> text + origin);
    }

    private Optional<String> found(SampleInfo info, Sample sample) {
        if (sample.info() == null || !sample.info().id().equals(info.id())) {
            return Optional.of("the dataset gave another sample: "
                    + (sample.info() == null
                            ? "one without a name"
                            : sample.info().id()));
        }
        Image image = sample.image();
        if (image == null || sample.labels() == null) {
            return Optional.of("it has no " + (image == null ? "image" : "labels"));
        }
        if (image.channels() != channels) {
            return Optional.of("the image has " + Words.count(image.channels(), "channel")
                    + ", but the dataset declares " + channels);
        }
        if (sample.labels().height() != image.height() || sample.labels().width() != image.width()) {
            return Optional.of("the labels have " + sample.labels().height() + " x "
                    + sample.labels().width() + " pixels, but the image has " + image.height() + " x "
                    + image.width());
        }
        for (int label : sample.labels().values()) {
            if (label < 0 || label >= labels) {
                return Optional.of("found label " + label + ", allowed are 0 to " + (labels - 1));
            }
        }
        return notFinite(image);
    }

    private static Optional<String> notFinite(Image image) {
        int bad = 0;
        for (float value : image.values()) {
            bad += Float.isFinite(value) ? 0 : 1;
        }
        return bad == 0
                ? Optional.empty()
                : Optional.of(
                        bad == 1 ? "1 intensity is not a finite number" : bad + " intensities are not finite numbers");
    }
}
