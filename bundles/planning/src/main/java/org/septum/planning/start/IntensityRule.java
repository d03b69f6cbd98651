// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.start;

import static org.septum.planning.start.Lines.component;

import java.util.List;
import org.septum.common.text.Words;

/** Decides how intensities are scaled. */
record IntensityRule(DataFacts facts) {

    /** Air in Hounsfield units is -1000; no other kind of image goes far below 0. */
    private static final double LIKE_CT = -500;

    private boolean looksLikeCt() {
        return facts.spacingKnown() && facts.channels() == 1 && facts.probe().least() < LIKE_CT;
    }

    void say(Lines lines) {
        if (!facts.channelNames().isEmpty()) {
            lines.add(
                    "data.intensity",
                    List.of("by-channel"),
                    "The data name their channels (" + Words.some(facts.channelNames(), 8)
                            + "): CT is scaled by the foreground of the training part, any other to a z-score in each "
                            + facts.noun() + ".");
        } else if (looksLikeCt()) {
            lines.add(
                    "data.intensity",
                    List.of("foreground-z-score"),
                    "The least intensity that was seen is "
                            + Words.measure(facts.probe().least())
                            + ", as in CT, where a number means the same in all images: scaled by the foreground of the training"
                            + " part.",
                    "that this is CT is a guess from its numbers; for MRI and others write intensity: [z-score]");
        } else if (facts.channels() == 3 && !facts.spacingKnown()) {
            lines.add("data.intensity", List.of(), "Colours stay as they are stored, from 0 to 1.");
        } else {
            lines.add(
                    "data.intensity",
                    List.of(component("percentile-clip", "lower", 0.0, "upper", 99.5), "z-score"),
                    "What a number means differs from " + facts.noun() + " to " + facts.noun()
                            + ": the brightest 0.5 % are cut, and each is brought to mean 0 and standard deviation 1.");
        }
    }
}
