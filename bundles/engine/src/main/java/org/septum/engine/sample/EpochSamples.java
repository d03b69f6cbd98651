// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.septum.api.Component;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.api.sampling.Aim;
import org.septum.api.sampling.Draw;
import org.septum.api.sampling.EpochRequest;
import org.septum.api.sampling.Sampling;
import org.septum.api.sampling.TrainingSet;

/**
 * The training samples of each epoch, as the experiment's sampling chooses them; and how many steps they are.
 *
 * @param samples all of the training part
 * @param ignored labels that are of no class
 * @param pixels of each label in each of them
 */
public record EpochSamples(
        Experiment experiment,
        Sampling sampling,
        Randomness randomness,
        List<SampleInfo> samples,
        List<String> labels,
        Set<String> ignored,
        LabelPixels pixels)
        implements TrainingSet {

    /** So many samples of an epoch are a list of some gigabytes. */
    private static final long MOST = 50_000_000;

    /**
     * For an experiment's training part.
     *
     * @throws UserError if an epoch would be too long
     */
    public static EpochSamples of(
            Experiment experiment, Dataset dataset, List<SampleInfo> training, LabelPixels pixels) {
        EpochSamples samples = new EpochSamples(
                experiment,
                experiment.data().sampling().create(Sampling.class),
                new Randomness(experiment.seed()),
                training,
                dataset.labels(),
                dataset.ignored(),
                pixels);
        long drawn = (long) samples.steps() * samples.fullBatch();
        if (drawn > MOST) {
            throw new UserError(
                    experiment.training().values().location(),
                    "training.steps-per-epoch x data.batch-size is " + drawn + " samples in an epoch, allowed are "
                            + MOST + "; make epochs shorter, and more of them");
        }
        return samples;
    }

    /** Training steps in an epoch; the last batch of a pass may be smaller, unless that is left out. */
    public int steps() {
        if (samples.isEmpty()) {
            return 0;
        }
        int size = fullBatch();
        int pass = experiment.data().dropLast() ? samples.size() / size : (samples.size() + size - 1) / size;
        return experiment.training().stepsPerEpoch().orElse(pass);
    }

    /** The size of a full batch; of an epoch that is one pass there may be fewer samples than a batch would take. */
    public int fullBatch() {
        int size = experiment.data().batchSize();
        return isOnePass() ? Math.min(size, samples.size()) : size;
    }

    private boolean isOnePass() {
        return experiment.training().stepsPerEpoch().isEmpty();
    }

    /** An epoch's samples in the order of use. */
    public List<SampleUse> of(int epoch) {
        int all = steps() * fullBatch();
        int wanted = isOnePass() ? Math.min(all, samples.size()) : all;
        return drawn(new EpochRequest(
                epoch, wanted, fullBatch(), isOnePass(), number -> randomness.generator("order", number)));
    }

    /**
     * Samples of another part, drawn in the same way and always the same ones.
     *
     * @param part of the dataset
     * @param batches how many, of the experiment's batch size
     */
    public List<SampleUse> ofPart(List<SampleInfo> part, int batches) {
        int size = experiment.data().batchSize();
        int wanted = Math.multiplyExact(batches, size);
        return new EpochSamples(experiment, sampling, randomness, part, labels, ignored, pixels)
                .drawn(new EpochRequest(1, wanted, size, false, number -> randomness.generator("patches", number)));
    }

    private List<SampleUse> drawn(EpochRequest request) {
        List<Draw> draws = sampling.draw(this, request);
        require(draws, request.samples());
        return SampleUse.of(draws);
    }

    /** A sampling is anyone's: what it gives is looked at. */
    private void require(List<Draw> draws, int wanted) {
        if (draws.size() != wanted) {
            throw wrong("gave " + draws.size() + " samples for an epoch of " + wanted);
        }
        Set<SampleInfo> allowed = new HashSet<>(samples);
        for (Draw draw : draws) {
            if (draw == null || draw.aim() == null || !allowed.contains(draw.sample())) {
                throw wrong("gave " + draw + ", which is no sample of the training part with an aim");
            }
            if (draw.aim() instanceof Aim.Label aim && (aim.label() < 0 || aim.label() >= labels.size())) {
                throw wrong("aims at label " + aim.label() + ", allowed are 0 to " + (labels.size() - 1));
            }
        }
    }

    private UserError wrong(String found) {
        Component component = experiment.data().sampling();
        return new UserError(component.arguments().location(), "the sampling '" + component.name() + "' " + found);
    }

    @Override
    public long pixels(SampleInfo sample, int label) {
        return ignored.contains(labels.get(label)) ? 0 : pixels.of(sample, label);
    }
}
