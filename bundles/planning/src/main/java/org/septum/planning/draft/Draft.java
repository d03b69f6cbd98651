// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.planning.rules.Architecture;
import org.septum.planning.rules.Axes;
import org.septum.planning.rules.PlanarRules;
import org.septum.planning.rules.Topology;
import org.septum.services.data.Fingerprint;

/**
 * The numbers of a plan, and why each is so.
 *
 * @param rules by which the sizes were found
 * @param topology the patch and the levels
 * @param batch the samples in a step
 * @param passes over the training samples, about as many as the training has samples for; what a file says of nnU-Net's own
 *     training are its epochs
 * @param nnunetTraining whether it is as long as nnU-Net's
 * @param reasons sentences by the decision's path
 * @param warnings what the reader has to look at
 */
public record Draft(
        Fingerprint fingerprint,
        DataGrid grid,
        PlanarRules rules,
        Architecture architecture,
        Topology topology,
        int batch,
        int passes,
        boolean nnunetTraining,
        Map<String, List<String>> reasons,
        List<String> warnings) {

    /** nnU-Net's epochs. */
    public static final int NNUNET_EPOCHS = 1000;

    /** The steps of each. */
    public static final int NNUNET_STEPS = 250;

    /** Fewer steps than this are trained with another optimizer than nnU-Net's. */
    private static final long LONG = 25_000;

    /** The same with another reason for a decision. */
    public Draft because(String path, String sentence) {
        Map<String, List<String>> more = new LinkedHashMap<>(reasons);
        List<String> ofPath = new ArrayList<>(more.getOrDefault(path, List.of()));
        ofPath.add(sentence);
        more.put(path, List.copyOf(ofPath));
        return with(architecture, topology, batch, passes, nnunetTraining, more, warnings);
    }

    /** The same with another warning. */
    public Draft warning(String sentence) {
        List<String> more = new ArrayList<>(warnings);
        more.add(sentence);
        return with(architecture, topology, batch, passes, nnunetTraining, reasons, more);
    }

    public Draft withArchitecture(Architecture other) {
        return with(other, topology, batch, passes, nnunetTraining, reasons, warnings);
    }

    public Draft withTopology(Topology other) {
        return with(architecture, other, batch, passes, nnunetTraining, reasons, warnings);
    }

    public Draft withBatch(int other) {
        return with(architecture, topology, other, passes, nnunetTraining, reasons, warnings);
    }

    /** The same with a training of its own, of so many passes. */
    public Draft withPasses(int other) {
        return with(architecture, topology, batch, other, false, reasons, warnings);
    }

    private Draft with(
            Architecture architecture,
            Topology topology,
            int batch,
            int passes,
            boolean nnunetTraining,
            Map<String, List<String>> reasons,
            List<String> warnings) {
        return new Draft(
                fingerprint,
                grid,
                rules,
                architecture,
                topology,
                batch,
                passes,
                nnunetTraining,
                Map.copyOf(reasons),
                List.copyOf(warnings));
    }

    /** How many slices a pass has. */
    public long samples() {
        return fingerprint.cases().stream().mapToLong(Fingerprint.Case::slices).sum();
    }

    /** How many steps a pass has. */
    public long stepsOfPass() {
        return (samples() + batch - 1) / batch;
    }

    /** How many steps the training has. */
    public long steps() {
        return nnunetTraining ? (long) NNUNET_EPOCHS * NNUNET_STEPS : passes * stepsOfPass();
    }

    /** How many passes have so many steps; at least one. */
    public int passesOf(long steps) {
        return (int) Math.max(1, Math.round((double) steps * batch / samples()));
    }

    /** Whether the training is much shorter than nnU-Net's. */
    public boolean isShort() {
        return steps() < LONG;
    }

    /** The patch with one step less along its relatively largest axis, and the levels that fit it. */
    public Optional<Topology> smallerPatch() {
        return rules.shrink(
                topology, grid.target().planarSpacing(), grid.target().planarMedian());
    }

    /** Whether any image is larger than the patch, once it is on the grid. */
    public boolean cutsImages() {
        Axes patch = topology.patch();
        return fingerprint.cases().stream()
                .anyMatch(each -> grid.onGrid(each, each.shape(), 0) > patch.height()
                        || grid.onGrid(each, each.shape(), 1) > patch.width());
    }

    /** How many tiles of the patch, half of it apart, an image of the median size is predicted in. */
    public int tiles() {
        double[] median = grid.target().planarMedian();
        return cutsImages()
                ? tiles(median[0], topology.patch().height())
                        * tiles(median[1], topology.patch().width())
                : 1;
    }

    private static int tiles(double size, int tile) {
        return size <= tile ? 1 : (int) Math.ceil(2 * (size - tile) / tile) + 1;
    }
}
