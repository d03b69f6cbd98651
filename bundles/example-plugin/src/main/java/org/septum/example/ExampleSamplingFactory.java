// SPDX-License-Identifier: Apache-2.0
package org.septum.example;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.SampleInfo;
import org.septum.api.sampling.Draw;
import org.septum.api.sampling.EpochRequest;
import org.septum.api.sampling.Sampling;
import org.septum.api.sampling.SamplingFactory;
import org.septum.api.sampling.TrainingSet;

/** Creates {@code example-sampling}: samples are drawn with replacement, those with foreground more often. */
@Component
@PluginType("example-sampling")
public final class ExampleSamplingFactory implements SamplingFactory {

    @Override
    public String summary() {
        return "draws with replacement, samples with foreground some times as often as the others";
    }

    @Override
    public Options options() {
        return Options.of(Option.whole("times", 1, 100, "how many times as often a sample with foreground is drawn")
                .or(2));
    }

    @Override
    public Sampling create(Arguments arguments) {
        int times = arguments.whole("times");
        return (set, epoch) -> draw(set, epoch, times);
    }

    private static List<Draw> draw(TrainingSet set, EpochRequest epoch, int times) {
        List<SampleInfo> urn = new ArrayList<>(set.samples());
        for (SampleInfo sample : set.samples()) {
            for (int more = 1; more < times && hasForeground(set, sample); more++) {
                urn.add(sample);
            }
        }
        RandomGenerator random = epoch.generator();
        List<Draw> draws = new ArrayList<>();
        for (int i = 0; i < epoch.samples(); i++) {
            draws.add(Draw.open(urn.get(random.nextInt(urn.size()))));
        }
        return draws;
    }

    private static boolean hasForeground(TrainingSet set, SampleInfo sample) {
        for (int label = 1; label < set.labels().size(); label++) {
            if (set.pixels(sample, label) > 0) {
                return true;
            }
        }
        return false;
    }
}
