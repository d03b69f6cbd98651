// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.sampling;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.sampling.Sampling;
import org.septum.api.sampling.SamplingFactory;

/**
 * Creates draws of cases with replacement, a part of each batch aimed at foreground. As nnU-Net does (Isensee et al., "nnU-Net: a
 * self-configuring method for deep learning-based biomedical image segmentation", Nature Methods 2021): cases, not slices, are
 * equally likely, and in the last round(batch size x share) places of each batch a random label of the case, and a random pixel of
 * it, choose the slice and the middle of its crop.
 */
@Component
@PluginType("by-case")
public final class ByCaseFactory implements SamplingFactory {

    private static final Option CASE = Option.choice(
                    "case",
                    ByCase.CASES,
                    "what is drawn, each equally often: a volume and then one of its slices, as in nnU-Net; a group (patient),"
                            + " then one of its volumes and a slice of that; or a slice at once, so that long volumes come"
                            + " more often")
            .or("volume");
    private static final Option FOREGROUND_SHARE = Option.real(
                    "foreground-share",
                    0,
                    1,
                    "the share of each batch, rounded, that is aimed at foreground: a random label among those of the case,"
                            + " and a random pixel of it, give the slice, and the crop's middle where a crop is among the"
                            + " augmentations; the default is nnU-Net's")
            .or(0.33);
    private static final Option LABELS = Option.list(
                    "labels",
                    new OptionType.Text(),
                    "the labels to aim at, by the dataset's names, to leave out those that need no more examples, or that"
                            + " the loss ignores; all but the background unless given")
            .optional();

    @Override
    public String summary() {
        return "draws cases with replacement and a random slice of each, a share of each batch around foreground";
    }

    @Override
    public Options options() {
        return Options.of(CASE, FOREGROUND_SHARE, LABELS);
    }

    @Override
    public Sampling create(Arguments arguments) {
        List<String> labels = arguments.has(LABELS.name()) ? arguments.list(LABELS.name(), String.class) : List.of();
        if (arguments.has(LABELS.name()) && labels.isEmpty()) {
            throw arguments.error(
                    LABELS.name(), "found no label; name some, leave the key out for all, or set foreground-share: 0");
        }
        return new ByCase(arguments.text(CASE.name()), arguments.real(FOREGROUND_SHARE.name()), labels, arguments);
    }
}
