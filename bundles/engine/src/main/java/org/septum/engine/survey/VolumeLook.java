// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.septum.api.PluginFailure;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Grid;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.DataSection;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.geometry.VolumeCut;
import org.septum.engine.sample.NativeSamples;
import org.septum.engine.sample.SampleCheck;
import org.septum.engine.sample.Scalings;
import org.septum.services.data.DataSurvey.Intensities;
import org.septum.services.data.DataSurvey.Problem;

/**
 * Loads the samples of one volume after another and finds out what a survey tells of them: also whether the experiment's
 * scalings and its grid can be used on them. Used from several threads at once.
 */
final class VolumeLook implements BiFunction<List<SampleInfo>, Runnable, VolumeFacts> {

    private static final System.Logger LOG = System.getLogger(VolumeLook.class.getName());

    private final Dataset dataset;
    private final List<IntensityScaling> scalings;
    private final Grid grid;
    private final DataSection data;
    private final SampleCheck check;
    private final IntensityHistogram histogram = new IntensityHistogram();

    VolumeLook(Dataset dataset, DataSection data) {
        this.dataset = dataset;
        this.data = data;
        check = SampleCheck.of(dataset, data.dataset());
        // What learns from the training part is tried by the run; here every sample is looked at as it comes.
        scalings = Scalings.of(data, dataset).ready();
        grid = data.grid().create(Grid.class);
    }

    /** The intensities of all volumes seen so far. */
    IntensityHistogram histogram() {
        return histogram;
    }

    @Override
    public VolumeFacts apply(List<SampleInfo> volume, Runnable afterEach) {
        List<SampleFacts> read = new ArrayList<>();
        List<Image> images = new ArrayList<>();
        Map<String, List<SampleInfo>> failed = new LinkedHashMap<>();
        VolumeCut cut = VolumeCut.none(volume.get(0).volume(), dataset.labels().size());
        Moments moments = Moments.NONE;
        IntensityHistogram own = new IntensityHistogram();
        for (SampleInfo info : volume) {
            try {
                Sample sample = dataset.load(info);
                require(info, sample);
                long[] pixels = pixels(sample);
                Moments ofSample = Moments.of(sample.image().values());
                moments = moments.plus(ofSample);
                own.add(IntensityHistogram.of(sample.image().values()));
                read.add(SampleFacts.of(sample, pixels, ofSample));
                images.add(sample.image());
                GridPlacement placement = GridPlacement.of(
                        grid, info, sample.image().height(), sample.image().width(), data.height(), data.width());
                cut.add(sample.labels(), placement);
            } catch (RuntimeException e) {
                failed.computeIfAbsent(message(e), message -> new ArrayList<>()).add(info);
            }
            afterEach.run();
        }
        List<Problem> problems = new ArrayList<>();
        failed.forEach((message, samples) -> problems.add(problem(volume, samples, message)));
        if (problems.isEmpty()) {
            scalingProblem(images, volume).ifPresent(problems::add);
        }
        synchronized (this) {
            histogram.add(own);
        }
        Intensities intensities = DataSurveyor.intensities(moments, own);
        return new VolumeFacts(
                volume,
                read,
                cut,
                moments,
                intensities.quantile(0.5),
                intensities.quantile(0.99) - intensities.quantile(0.01),
                problems);
    }

    /** Several slices of a volume that fail for the same reason are one problem: mostly a damaged file. */
    private static Problem problem(List<SampleInfo> volume, List<SampleInfo> failed, String message) {
        String volumeId = volume.get(0).volume();
        if (failed.size() == 1) {
            return new Problem(failed.get(0).id(), message);
        }
        String which = failed.size() == volume.size() ? "all " + volume.size() : failed.size() + " of " + volume.size();
        return new Problem(volumeId + ", " + which + " samples", message);
    }

    private Optional<Problem> scalingProblem(List<Image> images, List<SampleInfo> volume) {
        try {
            NativeSamples.scale(scalings, images, volume.get(0).source());
            return Optional.empty();
        } catch (UserError e) {
            return Optional.of(new Problem(volume.get(0).volume(), e.getMessage()));
        }
    }

    private void require(SampleInfo info, Sample sample) {
        check.problem(info, sample).ifPresent(found -> {
            throw new UserError(info.source() + ": " + found);
        });
    }

    private long[] pixels(Sample sample) {
        long[] pixels = new long[dataset.labels().size()];
        for (int label : sample.labels().values()) {
            pixels[label]++;
        }
        return pixels;
    }

    private static String message(RuntimeException failure) {
        if (failure instanceof UserError || failure instanceof PluginFailure) {
            return failure.getMessage();
        }
        LOG.log(Level.ERROR, "a dataset failed to load a sample", failure);
        return "unexpected error: " + failure;
    }
}
