// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.UserError;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.common.text.Words;
import org.septum.datasets.files.Channels;
import org.septum.datasets.files.FileDataset;
import org.septum.datasets.files.Levels;

/**
 * The slices of NIfTI volumes. A slice's row is the file's y and its column the file's x, so that nothing is turned or
 * mirrored on the way to a mask and back. Labels lie on their image where both headers say so: axes that are exchanged or
 * run the other way are turned, and what lies elsewhere is refused ({@link VolumePair#alignment}). Intensities are the file's numbers, scaled as its header says (scl_slope and
 * scl_inter) and not to any range.
 *
 * <p>Listing reads headers alone, unless slices are chosen by the labels that they contain.
 */
public final class VolumeDataset extends FileDataset {

    /** The number of equal channels. */
    public static final Option CHANNELS = Channels.option("1 channel, or 3 equal ones");

    /** Which slices to take. */
    public static final Option CONTAINING = Option.list(
                    "containing",
                    new OptionType.Text(),
                    "take only the slices that contain at least one pixel of one of these labels; without it, all slices."
                            + " It needs every label file to be read before the start")
            .optional();

    /**
     * The volumes of a dataset.
     *
     * @param pairs in order
     * @param note how many files were taken, and which were not
     */
    public record Found(List<VolumePair> pairs, String note) {}

    private final Supplier<Found> finder;
    private final BitSet containing;
    private final RecentVolumes recent;
    private final Map<String, VolumePair> pairs = new LinkedHashMap<>();

    private VolumeDataset(
            Supplier<Found> finder, Levels levels, Channels channels, BitSet containing, String citation) {
        super(levels, channels, citation);
        this.finder = finder;
        this.containing = containing;
        this.recent = new RecentVolumes(levels, notes);
    }

    /**
     * A dataset with the option {@link #CONTAINING}.
     *
     * @param finder finds the volumes
     * @param citation where the data come from and how to cite them, or empty
     * @throws UserError if {@code containing} has no label or an unknown one
     */
    public static VolumeDataset of(
            Arguments arguments, Supplier<Found> finder, Levels levels, Channels channels, String citation) {
        BitSet containing = new BitSet();
        if (arguments.has(CONTAINING.name())) {
            for (String label : arguments.list(CONTAINING.name(), String.class)) {
                int index = levels.labels().indexOf(label);
                if (index < 0) {
                    throw arguments.error(
                            CONTAINING.name(),
                            "there is no label '" + label + "'; the dataset has " + String.join(", ", levels.labels()));
                }
                containing.set(index);
            }
            if (containing.isEmpty()) {
                throw arguments.error(
                        CONTAINING.name(), "found an empty list, which no slice fits; leave it out for all slices");
            }
        }
        return new VolumeDataset(finder, levels, channels, containing, citation);
    }

    @Override
    protected Listing list() {
        Found found = finder.get();
        return new Listing(list(found.pairs()), found.note());
    }

    /** Lists the slices of all volumes, and tells of all unusable ones at once. */
    private List<SampleInfo> list(List<VolumePair> found) {
        List<SampleInfo> slices = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (VolumePair pair : found) {
            try {
                slices.addAll(slices(pair));
                pairs.put(pair.id(), pair);
            } catch (UserError e) {
                problems.add(e.getMessage());
            }
        }
        if (problems.size() == 1) {
            throw new UserError(problems.get(0));
        }
        if (!problems.isEmpty()) {
            throw new UserError(
                    problems.size() + " of " + found.size() + " volumes cannot be used:" + listed(problems), problems);
        }
        if (slices.isEmpty()) {
            throw new UserError("no slice of " + Words.count(found.size(), "volume") + " contains "
                    + String.join(
                            " or ",
                            containing.stream().mapToObj(levels.labels()::get).toList())
                    + "; choose other labels with 'containing'");
        }
        return List.copyOf(slices);
    }

    private List<SampleInfo> slices(VolumePair pair) {
        NiftiHeader header = ChannelStack.header(pair.imageFiles());
        Alignment alignment = pair.alignment(header, pair.labelFile().header());
        BitSet chosen = containing.isEmpty() ? null : slicesContaining(pair, alignment);
        List<SampleInfo> slices = new ArrayList<>();
        for (int slice = 0; slice < header.slices(); slice++) {
            if (chosen == null || chosen.get(slice)) {
                slices.add(new SampleInfo(
                        pair.id() + "-slice" + (slice < 10 ? "0" : "") + slice,
                        pair.group(),
                        pair.id(),
                        slice,
                        header.spacing(),
                        header.affine(),
                        pair.source() + ", slice " + slice,
                        pair.attributes()));
            }
        }
        return slices;
    }

    private BitSet slicesContaining(VolumePair pair, Alignment alignment) {
        NiftiFile file = pair.labelFile();
        Voxels voxels = file.read();
        int[] lengths = voxels.header().lengths();
        int[] labels = alignment.apply(levels.labels(voxels.levels(file.what()), file.what(), "voxel"), lengths);
        int pixels = lengths[alignment.axis(0)] * lengths[alignment.axis(1)];
        BitSet slices = new BitSet();
        for (int i = 0; i < labels.length; i++) {
            if (containing.get(labels[i])) {
                slices.set(i / pixels);
            }
        }
        return slices;
    }

    @Override
    public Sample load(SampleInfo info) {
        samples();
        RecentVolumes.Decoded volume = recent.get(pairs.get(info.volume()));
        NiftiHeader header = volume.image().header();
        int pixels = header.width() * header.height();
        int from = info.slice() * pixels;
        return new Sample(
                info,
                volume.image().image(info.slice(), channels()),
                new LabelMap(
                        header.height(), header.width(), Arrays.copyOfRange(volume.labels(), from, from + pixels)));
    }
}
