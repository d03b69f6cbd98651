// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;

/**
 * Scales each channel in a way of its own; some by what was learned of the training part's foreground.
 *
 * @param name the scaling's type, for messages
 * @param treatments of each channel, by the number of channels and their names
 * @param bound those of the channels that there are; empty before they are known
 * @param figures what was learned; empty before
 */
record TrainedScaling(
        String name,
        Scope scope,
        ForegroundPercentiles percentiles,
        BiFunction<Integer, List<String>, List<Treatment>> treatments,
        List<Treatment> bound,
        Map<String, Double> figures)
        implements IntensityScaling {

    /** So many intensities of a channel are kept for its percentiles: 16 MiB. */
    private static final int MOST_KEPT = 1 << 22;

    /** What is done to a channel. */
    enum Treatment {
        AS_IT_IS,
        MIN_MAX,
        Z_SCORE,
        FOREGROUND
    }

    TrainedScaling(
            String name,
            Scope scope,
            ForegroundPercentiles percentiles,
            BiFunction<Integer, List<String>, List<Treatment>> treatments) {
        this(name, scope, percentiles, treatments, List.of(), Map.of());
    }

    @Override
    public IntensityScaling ofChannels(int count, List<String> names) {
        return new TrainedScaling(name, scope, percentiles, treatments, treatments.apply(count, names), figures);
    }

    private BitSet learning(List<Treatment> ofChannels) {
        BitSet channels = new BitSet();
        for (int channel = 0; channel < ofChannels.size(); channel++) {
            channels.set(channel, ofChannels.get(channel) == Treatment.FOREGROUND);
        }
        return channels;
    }

    @Override
    public Optional<Learning> learning() {
        BitSet channels = learning(bound);
        return channels.isEmpty() || !figures.isEmpty()
                ? Optional.empty()
                : Optional.of(new ForegroundLearning(name, percentiles, channels, MOST_KEPT));
    }

    @Override
    public IntensityScaling with(Map<String, Double> learned) {
        learning(bound).stream().forEach(channel -> ForegroundFigures.of(name, channel, learned));
        return new TrainedScaling(name, scope, percentiles, treatments, bound, Map.copyOf(learned));
    }

    @Override
    public void apply(List<Image> images) {
        fit(images).apply(images);
    }

    @Override
    public Optional<IntensityScaling> fitted(List<Image> images) {
        return Optional.of(fit(images));
    }

    private FixedScaling fit(List<Image> images) {
        List<DoubleUnaryOperator> changes = new ArrayList<>();
        for (int channel = 0; channel < bound.size(); channel++) {
            changes.add(
                    switch (bound.get(channel)) {
                        case AS_IT_IS -> DoubleUnaryOperator.identity();
                        case MIN_MAX -> MinMaxFactory.rule(ChannelIntensities.of(name, scope, images, channel));
                        case Z_SCORE -> ZScoreFactory.rule(ChannelIntensities.of(name, scope, images, channel));
                        case FOREGROUND ->
                            ForegroundFigures.of(name, channel, figures).change();
                    });
        }
        return new FixedScaling(scope, List.copyOf(changes));
    }
}
