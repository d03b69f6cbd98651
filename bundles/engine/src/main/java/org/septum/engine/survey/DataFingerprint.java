// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Part;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.common.text.Words;
import org.septum.engine.data.VolumeSweep;
import org.septum.engine.sample.Division;
import org.septum.engine.sample.SampleCheck;
import org.septum.services.data.DataInspector;
import org.septum.services.data.Fingerprint;

/**
 * Takes the fingerprint of an experiment's data in one pass. Beside the slice in hand, and what the dataset keeps itself, a
 * thread holds a histogram for each channel.
 */
public final class DataFingerprint {

    private final Experiment experiment;
    private final Dataset dataset;

    public DataFingerprint(Experiment experiment, Dataset dataset) {
        this.experiment = experiment;
        this.dataset = dataset;
    }

    /** @throws UserError if a sample cannot be read, or the split cannot divide the data */
    public Fingerprint take(DataInspector.Progress progress) {
        List<SampleInfo> samples = dataset.samples();
        Division division = Division.of(experiment, samples);
        division.requireTraining(experiment);
        Set<String> training = division.parts().get(Part.TRAIN).stream()
                .map(SampleInfo::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<SampleInfo> measured =
                samples.stream().filter(info -> training.contains(info.id())).toList();
        List<ForegroundIntensities> together = intensities();
        List<String> labels = dataset.labels().stream()
                .filter(label -> !dataset.ignored().contains(label))
                .toList();
        int[] judged = dataset.labels().stream().mapToInt(labels::indexOf).toArray();
        SampleCheck check = SampleCheck.of(dataset, experiment.data().dataset());
        List<CaseMeasure> cases = VolumeSweep.over(measured, progress, (volume, afterEach) -> {
            CaseMeasure measure = new CaseMeasure(volume.get(0), labels, judged, intensities());
            for (SampleInfo info : volume) {
                Sample sample = dataset.load(info);
                check.require(info, sample);
                measure.add(sample);
                afterEach.run();
            }
            synchronized (together) {
                IntStream.range(0, together.size())
                        .forEach(channel -> together.get(channel).addCounts(measure.foreground(channel)));
            }
            return measure.withoutHistograms();
        });
        cases.forEach(each -> IntStream.range(0, together.size())
                .forEach(channel -> together.get(channel).addMoments(each.moments(channel))));
        boolean whole = measured.size() == samples.size();
        return new Fingerprint(
                scope(measured, samples, whole),
                !whole,
                dataset.channels(),
                dataset.channelNames(),
                labels,
                cases.stream().map(CaseMeasure::result).toList(),
                together.stream().map(ForegroundIntensities::result).toList(),
                pixels(cases));
    }

    private List<ForegroundIntensities> intensities() {
        return IntStream.range(0, dataset.channels())
                .mapToObj(channel -> new ForegroundIntensities())
                .toList();
    }

    private String scope(List<SampleInfo> measured, List<SampleInfo> all, boolean whole) {
        String cases = Words.count(count(measured, SampleInfo::volume), "case") + " of "
                + Words.count(count(measured, SampleInfo::group), "group");
        return whole
                ? "all " + cases
                : "the training part: " + cases + "; " + count(all, SampleInfo::volume) + " cases are there";
    }

    private static long count(List<SampleInfo> samples, Function<SampleInfo, String> by) {
        return samples.stream().map(by).distinct().count();
    }

    private static List<Long> pixels(List<CaseMeasure> cases) {
        long[] sum = cases.get(0).pixels().clone();
        for (CaseMeasure each : cases.subList(1, cases.size())) {
            Arrays.setAll(sum, label -> sum[label] + each.pixels()[label]);
        }
        return Arrays.stream(sum).boxed().collect(Collectors.toCollection(ArrayList::new));
    }
}
