// SPDX-License-Identifier: Apache-2.0
package org.septum.api.experiment;

import java.util.List;
import java.util.Map;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Location;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;

/**
 * {@code data:}.
 *
 * @param values of the declared keys
 */
public record DataSection(Arguments values) {

    /** The most neighbours on each side; a network that needs more of a volume is a three-dimensional one. */
    private static final int MOST_CONTEXT = 16;

    private static final String LINEAR = "linear";
    private static final String CUBIC = "cubic";

    /** Its keys. */
    public static final Section DECLARED = new Section(
            "data",
            "The data, how they are divided, and what is done to them before the network sees them.",
            Options.of(
                    Option.component("dataset", Kind.DATASET, "where the samples come from"),
                    Option.component("split", Kind.SPLIT, "how samples become training, validation and test")
                            .or("by-group"),
                    new Option(
                            "size",
                            new OptionType.Listing(new OptionType.Whole(1, 16384), 2, 2),
                            Option.Necessity.REQUIRED,
                            null,
                            "height and width of the network's input, in pixels"),
                    Option.whole(
                                    "context",
                                    0,
                                    MOST_CONTEXT,
                                    "neighbouring slices on each side that the network sees beside the slice it segments, as"
                                            + " further channels from the lowest slice to the highest; the first and the last"
                                            + " slice of a volume are repeated beyond its ends")
                            .or(0),
                    Option.whole("batch-size", 1, Section.MOST, "samples in a step")
                            .or(4),
                    Option.flag(
                                    "drop-last",
                                    "whether an epoch leaves its last training batch out where it is smaller than the others:"
                                            + " the running statistics of batch norm count it like a full one, and the model"
                                            + " that is tested has seen it last; not by default, as in PyTorch")
                            .or(false),
                    Option.component(
                                    "sampling",
                                    Kind.SAMPLING,
                                    "which training samples the steps of an epoch see, and in which order")
                            .or("passes"),
                    Section.components(
                            "intensity",
                            Kind.INTENSITY,
                            List.of(),
                            "scalings of the intensities, one after another, before resampling"),
                    Option.component("grid", Kind.GRID, "how the network's pixels lie on an image")
                            .or("resize"),
                    Option.choice(
                                    "interpolation",
                                    List.of(LINEAR, CUBIC),
                                    "what lies between the pixels of an image that is taken to the grid: straight lines, or a"
                                            + " cubic spline, sharper and swinging beyond bright edges, as nnU-Net resamples"
                                            + " (SciPy's order 3)")
                            .or(LINEAR),
                    Option.choice(
                                    "label-interpolation",
                                    List.of("nearest", LINEAR),
                                    "which label a place between pixels gets: the nearest pixel's, or, with straight lines between"
                                            + " the masks of the labels, the one that has most of it, for smoother outlines")
                            .or("nearest"),
                    Section.components(
                            "augment",
                            Kind.AUGMENTATION,
                            List.of(),
                            "changes of the training samples; the spatial ones are composed and resampled once")));

    /** Values given by code, as {@link Section#values}. */
    public DataSection(Map<String, ?> given) {
        this(DECLARED.values(given));
    }

    /** Where the samples come from. */
    public Component dataset() {
        return values.value("dataset", Component.class);
    }

    /** How samples become training, validation and test. */
    public Component split() {
        return values.value("split", Component.class);
    }

    /** The height of the network's input, in pixels. */
    public int height() {
        return values.list("size", Long.class).get(0).intValue();
    }

    /** The width of the network's input, in pixels. */
    public int width() {
        return values.list("size", Long.class).get(1).intValue();
    }

    /** Where the size stands, for messages. */
    public Location sizeLocation() {
        return values.location("size").orElse(values.location());
    }

    /**
     * Neighbouring slices of the volume on each side as further channels: with n of them and C channels in a slice the network
     * sees (2 n + 1) C, slice by slice from the lowest index to the highest, the channels of each in the dataset's order.
     */
    public int context() {
        return values.whole("context");
    }

    /** Samples in a step. */
    public int batchSize() {
        return values.whole("batch-size");
    }

    /** Whether an epoch's last training batch is left out where it is smaller than the others. */
    public boolean dropLast() {
        return values.flag("drop-last");
    }

    /** Which training samples the steps of an epoch see. */
    public Component sampling() {
        return values.value("sampling", Component.class);
    }

    /** Scalings of the intensities in the order in which they act. */
    public List<Component> intensities() {
        return values.list("intensity", Component.class);
    }

    /** How the network's pixels lie on an image. */
    public Component grid() {
        return values.value("grid", Component.class);
    }

    /** Whether images are cubic splines between their pixels; otherwise straight lines. */
    public boolean interpolatesCubic() {
        return values.text("interpolation").equals(CUBIC);
    }

    /** Whether labels are interpolated as masks; otherwise a place has the label of the nearest pixel. */
    public boolean interpolatesLabels() {
        return values.text("label-interpolation").equals(LINEAR);
    }

    /** Changes of the training samples, in the order in which they act. */
    public List<Component> augmentations() {
        return values.list("augment", Component.class);
    }
}
