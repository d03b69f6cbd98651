// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.prediction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.septum.api.UserError;
import org.septum.api.data.Volume;
import org.septum.api.data.VolumeFormat;
import org.septum.api.postprocessing.DecidedVolume;
import org.septum.common.files.OutputFolder;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.inference.AveragedSlices;
import org.septum.engine.inference.Averaging;
import org.septum.engine.inference.PredictedSlice;
import org.septum.engine.inference.SliceDecision;
import org.septum.engine.postprocessing.MaskSteps;
import org.septum.engine.prediction.PredictionInputs.Input;
import org.septum.engine.sample.ActiveHead;
import org.septum.services.run.Runner;

/** Segments a request's files, one after another, and writes masks in the images' own geometry. */
final class Segmentation {

    private final Runner.PredictionRequest request;
    private final PredictionOutputs outputs;
    private final Overlays overlays;
    private final List<MemberPrediction> members;
    private final Averaging averaging;
    private final MaskSteps steps;
    private final Runner.PredictionProgress progress;
    private final List<Integer> levels;
    private final List<Path> written = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /**
     * @param members one or several that predict together
     * @param averaging what of their predictions is averaged
     * @param steps of post-processing
     * @param progress told how far each image is
     * @param levels the number of each label in the masks of the data that the members were trained on
     */
    Segmentation(
            Runner.PredictionRequest request,
            PredictionOutputs outputs,
            Overlays overlays,
            List<MemberPrediction> members,
            Averaging averaging,
            MaskSteps steps,
            Runner.PredictionProgress progress,
            List<Integer> levels) {
        this.request = request;
        this.outputs = outputs;
        this.overlays = overlays;
        this.members = members;
        this.averaging = averaging;
        this.steps = steps;
        this.progress = progress;
        this.levels = levels;
    }

    Runner.Prediction of(PredictionInputs inputs) {
        notes.addAll(inputs.notes());
        notes.addAll(outputs.notes());
        failures.addAll(inputs.failures());
        boolean folder = Files.isDirectory(request.input());
        for (Input input : inputs.inputs()) {
            try {
                segment(input);
            } catch (UserError e) {
                if (!folder) {
                    throw e;
                }
                failures.add(e.getMessage());
            }
        }
        if (!steps.isEmpty()) {
            notes.add("post-processed by what the run has learnt: " + String.join(", ", steps.names()));
        }
        members.stream()
                .flatMap(member -> member.warnings().stream())
                .distinct()
                .forEach(warning -> notes.add("warning: " + warning));
        return new Runner.Prediction(List.copyOf(written), List.copyOf(notes), List.copyOf(failures));
    }

    private void segment(Input input) {
        List<MemberPrediction.Seen> seen =
                members.stream().map(member -> member.see(input)).toList();
        Volume volume = seen.get(0).volume();
        GridPlacement placement = seen.get(0).placement();
        volume.notes().forEach(note -> notes.add(input.name() + ": " + note));
        List<SliceDecision> slices = decisions(seen, input);
        OutputFolder.make(outputs.folder());
        int pixels = placement.imageHeight() * placement.imageWidth();
        for (ActiveHead head : heads()) {
            List<int[]> decisions = slices.stream()
                    .map(slice -> slice.classes().get(head.name()))
                    .toList();
            steps.apply(
                    head,
                    new DecidedVolume(
                            input.name(),
                            placement.imageHeight(),
                            placement.imageWidth(),
                            volume.spacing(),
                            decisions));
            Path file = outputs.mask(input, head);
            input.format().writeLabels(volume, decisions, levels(head, input.format()), file);
            written.add(file);
            if (request.probabilities()) {
                List<float[]> probabilities = slices.stream()
                        .map(slice -> slice.probabilities().get(head.name()))
                        .toList();
                writeProbabilities(head, probabilities, pixels, volume, input);
            }
            if (request.overlays()) {
                written.addAll(overlays.write(volume.slices(), decisions, file, outputs.stem(input, head)));
            }
        }
    }

    private List<SliceDecision> decisions(List<MemberPrediction.Seen> seen, Input input) {
        int all = seen.stream().mapToInt(MemberPrediction.Seen::pieces).sum();
        AtomicInteger done = new AtomicInteger();
        List<Iterator<PredictedSlice>> ofMembers = new ArrayList<>();
        for (int member = 0; member < members.size(); member++) {
            ofMembers.add(members.get(member)
                    .over(seen.get(member), pieces -> progress.predicted(input.name(), done.addAndGet(pieces), all)));
        }
        List<SliceDecision> decisions = new ArrayList<>();
        new AveragedSlices(ofMembers, heads(), averaging)
                .forEachRemaining(slice -> decisions.add(SliceDecision.of(slice, heads(), request.probabilities())));
        return decisions;
    }

    private List<ActiveHead> heads() {
        return members.get(0).heads();
    }

    /** The number that a mask stores for each class of a head: that of the class's first label in the data's own masks. */
    private List<Integer> levels(ActiveHead head, VolumeFormat format) {
        Integer[] ofClass = new Integer[head.classes().size()];
        for (int label = levels.size() - 1; label >= 0; label--) {
            int index = head.classOfLabel()[label];
            if (index != ActiveHead.IGNORED) {
                ofClass[index] = levels.get(label);
            }
        }
        return Arrays.asList(ofClass).contains(null) ? format.levels(ofClass.length) : List.of(ofClass);
    }

    private void writeProbabilities(ActiveHead head, List<float[]> slices, int pixels, Volume volume, Input input) {
        for (int index = 1; index < head.classes().size(); index++) {
            int from = index * pixels;
            List<float[]> ofClass = slices.stream()
                    .map(slice -> Arrays.copyOfRange(slice, from, from + pixels))
                    .toList();
            Path file = outputs.probabilities(input, head, index);
            input.format().writeProbabilities(volume, ofClass, file);
            written.add(file);
        }
    }
}
