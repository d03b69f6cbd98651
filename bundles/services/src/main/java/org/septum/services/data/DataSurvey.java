// SPDX-License-Identifier: Apache-2.0
package org.septum.services.data;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.data.Part;
import org.septum.api.experiment.Experiment;

/**
 * What was found in an experiment's data when every sample was loaded.
 *
 * @param citation where the data come from and how to cite them; empty if the dataset does not say
 * @param labels their names, the background first
 * @param parts train, validation and test, as the split divides the data; one, {@link #UNDIVIDED}, if it cannot
 * @param groups in the dataset's order
 * @param measures of the volumes that could be loaded
 * @param sizes how many volumes have slices of each size, the most frequent first
 * @param spacings how many volumes have each spacing, the most frequent first
 * @param intensities as the dataset gives them, before any scaling
 * @param problems why the experiment cannot run on these data; empty if it can
 * @param overlaps the groups that are in several parts, and those parts
 * @param overlapsAccepted whether the experiment says that groups may be in several parts
 * @param suspicions what deserves a look; it need not be wrong
 * @param examples for each label some slices that contain it
 * @param notes on the data, as the dataset gives them ({@link org.septum.api.data.Dataset#notes})
 */
public record DataSurvey(
        Experiment experiment,
        String citation,
        List<String> labels,
        List<Holding> parts,
        List<Holding> groups,
        List<Measure> measures,
        List<Tally> sizes,
        List<Tally> spacings,
        Intensities intensities,
        List<Problem> problems,
        Map<String, Set<Part>> overlaps,
        boolean overlapsAccepted,
        List<Suspicion> suspicions,
        Map<String, List<Picture>> examples,
        List<String> notes) {

    /** What the whole is called where the data are not divided. */
    public static final String UNDIVIDED = "undivided";

    /** Whether the experiment can run on the data: nothing is unreadable, and groups overlap only where that is accepted. */
    public boolean isUsable() {
        return problems.isEmpty() && (overlaps.isEmpty() || overlapsAccepted);
    }

    /** How many samples there are, readable or not. */
    public int samples() {
        return parts.stream().mapToInt(Holding::samples).sum();
    }

    /**
     * What a part or a group holds.
     *
     * @param parts the parts it is in, of a part itself that one; none if the data are not divided
     * @param groups how many groups have samples in it
     * @param volumes how many volumes have samples in it
     * @param samples how many samples, readable or not
     * @param read how many of them could be loaded
     * @param pixels how many pixels each label has in the samples that could be loaded
     * @param samplesWith how many samples contain each label
     */
    public record Holding(
            String name,
            Set<Part> parts,
            int groups,
            int volumes,
            int samples,
            int read,
            List<Long> pixels,
            List<Integer> samplesWith) {

        /** The share of the pixels that have a label, 0 to 1; NaN if no sample could be loaded. */
        public double fraction(int label) {
            return (double) pixels.get(label)
                    / pixels.stream().mapToLong(i -> i).sum();
        }

        /** The share of the loaded samples that contain a label, 0 to 1; NaN if no sample could be loaded. */
        public double fractionOfSamples(int label) {
            return (double) samplesWith.get(label) / read;
        }
    }

    /**
     * How a quantity spreads over the volumes.
     *
     * @param unit empty for a plain number
     * @param unknown how many volumes do not tell it; if all, the others are NaN
     */
    public record Measure(String name, String unit, double least, double median, double greatest, int unknown) {}

    /** How many volumes have a value. */
    public record Tally(String value, int volumes) {}

    /**
     * The intensities of all pixels of all channels.
     *
     * @param deviation the standard deviation
     * @param from the lower end of the histogram's first bin
     * @param width of a bin
     * @param counts how many pixels lie in each bin; empty if no sample could be loaded
     */
    public record Intensities(
            double least,
            double greatest,
            double mean,
            double deviation,
            double from,
            double width,
            List<Long> counts) {

        /** The intensity below which the given share (0 to 1) of the pixels lies, to the width of a bin. */
        public double quantile(double share) {
            double left = share * counts.stream().mapToLong(i -> i).sum();
            for (int bin = 0; bin < counts.size(); bin++) {
                long count = counts.get(bin);
                if (count > 0 && left <= count) {
                    double value = from + width * (bin + left / count);
                    return Math.max(least, Math.min(greatest, value));
                }
                left -= count;
            }
            return greatest;
        }
    }

    /**
     * A reason why the experiment cannot run on the data.
     *
     * @param where the sample or the volume; empty if it is about the whole, or a file
     */
    public record Problem(String where, String message) {}

    /**
     * Samples that stand out in one way.
     *
     * @param title what they have in common
     * @param findings each sample, volume or group, and what was found in it
     * @param pictures of some of them
     */
    public record Suspicion(String title, List<Finding> findings, List<Picture> pictures) {

        /**
         * @param where the id of a sample, volume or group, or a label
         * @param found in words
         */
        public record Finding(String where, String found) {}
    }
}
