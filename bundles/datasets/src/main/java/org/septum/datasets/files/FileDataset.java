// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.septum.api.data.Dataset;
import org.septum.api.data.SampleInfo;

/** A dataset of image files and files of numbers that stand for labels. It looks for them once, when it is first asked. */
public abstract class FileDataset implements Dataset {

    private static final int SHOWN = 10;

    /** Which number means which label. */
    protected final Levels levels;

    /** What was noticed in files that were read. */
    protected final Notes notes = new Notes();

    private final Channels channels;
    private final String citation;
    private Listing listing;

    /**
     * What was found.
     *
     * @param note how many files were taken, and which others are there and why they were not
     */
    public record Listing(List<SampleInfo> samples, String note) {}

    /**
     * @param citation where the data come from and how to cite them, or empty
     */
    protected FileDataset(Levels levels, Channels channels, String citation) {
        this.levels = levels;
        this.channels = channels;
        this.citation = citation;
    }

    /** Of several problems the first, each on a line of its own, and how many more there are. */
    public static String listed(List<String> problems) {
        int more = problems.size() - SHOWN;
        return "\n  - "
                + String.join("\n  - ", problems.subList(0, Math.min(SHOWN, problems.size())))
                + (more > 0 ? "\n  and " + more + " more" : "");
    }

    /** Finds the samples. */
    protected abstract Listing list();

    private synchronized Listing listing() {
        if (listing == null) {
            listing = list();
        }
        return listing;
    }

    @Override
    public final List<SampleInfo> samples() {
        return listing().samples();
    }

    @Override
    public final int channels() {
        return channels.count();
    }

    @Override
    public final List<String> channelNames() {
        return channels.names();
    }

    @Override
    public final List<String> imageFiles() {
        return channels.files();
    }

    @Override
    public final List<String> labels() {
        return levels.labels();
    }

    @Override
    public final Set<String> ignored() {
        return levels.ignored();
    }

    @Override
    public final List<Integer> levels() {
        return levels.firstOfEach();
    }

    @Override
    public List<String> notes() {
        List<String> lines = new ArrayList<>(List.of(listing().note()));
        lines.addAll(notes.lines());
        return lines;
    }

    @Override
    public final String citation() {
        return citation;
    }
}
