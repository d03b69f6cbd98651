// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.sampling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.SampleInfo;
import org.septum.api.sampling.Draw;
import org.septum.api.sampling.EpochRequest;
import org.septum.api.sampling.Sampling;
import org.septum.api.sampling.SamplingFactory;
import org.septum.api.sampling.TrainingSet;

/**
 * Creates passes over the training samples, each in an order of its own. Where an epoch has a number of steps of its own, pass
 * follows pass without regard to epochs, and every sample is used equally often.
 */
@Component
@PluginType("passes")
public final class PassesFactory implements SamplingFactory {

    @Override
    public String summary() {
        return "passes over all training samples, each pass in another random order";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public Sampling create(Arguments arguments) {
        return PassesFactory::draw;
    }

    private static List<Draw> draw(TrainingSet set, EpochRequest epoch) {
        int each = set.samples().size();
        long first = epoch.onePass() ? (epoch.epoch() - 1L) * each : (epoch.epoch() - 1L) * epoch.samples();
        List<Draw> draws = new ArrayList<>(epoch.samples());
        while (draws.size() < epoch.samples()) {
            int begun = (int) (first % each);
            List<SampleInfo> pass = pass(set, epoch, Math.toIntExact(first / each + 1));
            int end = Math.min(each, begun + epoch.samples() - draws.size());
            pass.subList(begun, end).forEach(sample -> draws.add(Draw.open(sample)));
            first += end - begun;
        }
        return draws;
    }

    private static List<SampleInfo> pass(TrainingSet set, EpochRequest epoch, int number) {
        List<SampleInfo> pass = new ArrayList<>(set.samples());
        Collections.shuffle(pass, new Random(epoch.generators().apply(number).nextLong()));
        return pass;
    }
}
