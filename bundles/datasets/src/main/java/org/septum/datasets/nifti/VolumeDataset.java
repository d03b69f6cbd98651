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
import org.septum.api.data.Dataset;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.common.text.Words;
import org.septum.datasets.files.Levels;
import org.septum.datasets.files.Notes;

/**
 * The slices of NIfTI volumes. A slice's row is the file's y and its column the file's x, so that nothing is turned or
 * mirrored on the way to a mask and back. Labels lie on their image where both headers say so: axes that are exchanged or
 * run the other way are turned, and what lies elsewhere is refused ({@link VolumePair#alignment}). Intensities are the file's numbers, scaled as its header says (scl_slope and
 * scl_inter) and not to any range.
 *
 * <p>Listing reads headers alone, unless slices are chosen by the labels that they contain.
 */
public final class VolumeDataset implements Dataset {

    /** The number of equal channels. */
    public static final Option CHANNELS =
            Option.whole("channels", 1, 3, "1 channel, or 3 equal ones").or(1);

    /** Which slices to take. */
    public static final Option CONTAINING = Option.list(
                    "containing",
                    new OptionType.Text(),
                    "take only the slices that contain at least one pixel of one of these labels; without it, all slices."
                            + " It needs every label file to be read before the start")
            .optional();

    private static final int SHOWN = 10;

    /**
     * The volumes of a dataset.
     *
     * @param pairs in order
     * @param note how many files were taken, and which were not
     */
    public record Found(List<VolumePair> pairs, String note) {}

    private final Supplier<Found> finder;
    private final Levels levels;
    private final int channels;
    private final BitSet containing;
    private final String citation;
    private final RecentVolumes recent;
    private final Map<String, VolumePair> pairs = new LinkedHashMap<>();
    private final Notes notes = new Notes();
    private String note = "";
    private List<SampleInfo> samples;

    private VolumeDataset(Supplier<Found> finder, Levels levels, int channels, BitSet containing, String citation) {
        this.finder = finder;
        this.levels = levels;
        this.channels = channels;
        this.containing = containing;
        this.citation = citation;
        this.recent = new RecentVolumes(levels, notes);
    }

    /**
     * A dataset with the options {@link #CHANNELS} and {@link #CONTAINING}.
     *
     * @param finder finds the volumes
     * @param citation where the data come from and how to cite them, or empty
     * @throws UserError if {@code channels} is 2, or {@code containing} has no label or an unknown one
     */
    public static VolumeDataset of(Arguments arguments, Supplier<Found> finder, Levels levels, String citation) {
        if (arguments.whole("channels") == 2) {
            throw arguments.error("channels", "found 2, allowed are 1 and 3");
        }
        BitSet containing = new BitSet();
        if (arguments.has("containing")) {
            for (String label : arguments.list("containing", String.class)) {
                int index = levels.labels().indexOf(label);
                if (index < 0) {
                    throw arguments.error(
                            "containing",
                            "there is no label '" + label + "'; the dataset has " + String.join(", ", levels.labels()));
                }
                containing.set(index);
            }
            if (containing.isEmpty()) {
                throw arguments.error(
                        "containing", "found an empty list, which no slice fits; leave it out for all slices");
            }
        }
        return new VolumeDataset(finder, levels, arguments.whole("channels"), containing, citation);
    }

    @Override
    public synchronized List<SampleInfo> samples() {
        if (samples == null) {
            Found found = finder.get();
            note = found.note();
            samples = list(found.pairs());
        }
        return samples;
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
            int more = problems.size() - SHOWN;
            throw new UserError(
                    problems.size() + " of " + found.size() + " volumes cannot be used:\n  - "
                            + String.join("\n  - ", problems.subList(0, Math.min(SHOWN, problems.size())))
                            + (more > 0 ? "\n  and " + more + " more" : ""),
                    problems);
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
        NiftiHeader header = pair.imageFile().header();
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
    public int channels() {
        return channels;
    }

    @Override
    public List<String> labels() {
        return levels.labels();
    }

    @Override
    public List<Integer> levels() {
        return levels.firstOfEach();
    }

    @Override
    public List<String> notes() {
        samples();
        List<String> lines = new ArrayList<>(List.of(note));
        lines.addAll(notes.lines());
        return lines;
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
                volume.image().image(info.slice(), channels),
                new LabelMap(
                        header.height(), header.width(), Arrays.copyOfRange(volume.labels(), from, from + pixels)));
    }

    @Override
    public String citation() {
        return citation;
    }
}
