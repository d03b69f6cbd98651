// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.septum.api.Component;
import org.septum.api.PluginFailure;
import org.septum.api.UserError;
import org.septum.api.augment.Augmentation;
import org.septum.api.augment.CoordinateMap;
import org.septum.api.augment.IntensityAugmentation;
import org.septum.api.augment.SpatialAugmentation;
import org.septum.api.data.Grid;
import org.septum.api.data.Image;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.geometry.Interpolation;
import org.septum.engine.geometry.Resampler;
import org.septum.engine.geometry.Tiling;

/** Loads a sample, moves it onto the network's grid and augments it. Used from several threads at once. */
public final class Preparation {

    /**
     * An augmentation and the key of its generator: its type and which of that type it is, so that adding another
     * augmentation leaves its draws as they were.
     */
    private record Keyed(Component component, Augmentation augmentation, String key) {

        /** A plugin's map says whose it is where it fails. */
        CoordinateMap guarded(CoordinateMap map) {
            if (map == CoordinateMap.IDENTITY || !component.isForeign()) {
                return map;
            }
            return point -> {
                try {
                    map.map(point);
                } catch (RuntimeException e) {
                    throw PluginFailure.of(component, e);
                }
            };
        }
    }

    private final SampleSource samples;
    private final SliceContext context;
    private final Grid grid;
    private final Interpolation interpolation;
    private final Tiling tiling;
    private final Randomness randomness;
    private final List<Keyed> augmentations;
    private final int height;
    private final int width;

    /**
     * @param samples of single slices
     * @param context which neighbours of a slice the network sees
     * @param interpolation of what lies between pixels
     * @param augmentations empty for validation and test
     * @param height of the grid, in pixels
     * @param width of the grid, in pixels
     */
    public Preparation(
            SampleSource samples,
            SliceContext context,
            Grid grid,
            Interpolation interpolation,
            Randomness randomness,
            List<Component> augmentations,
            int height,
            int width) {
        this(samples, context, grid, interpolation, Tiling.NEVER, randomness, augmentations, height, width);
    }

    private Preparation(
            SampleSource samples,
            SliceContext context,
            Grid grid,
            Interpolation interpolation,
            Tiling tiling,
            Randomness randomness,
            List<Component> augmentations,
            int height,
            int width) {
        this.samples = context.each() == 0 ? samples : new ContextSamples(samples, context);
        this.context = context;
        this.grid = grid;
        this.interpolation = interpolation;
        this.tiling = tiling;
        this.randomness = randomness;
        this.height = height;
        this.width = width;
        this.augmentations = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Component component : augmentations) {
            int occurrence = seen.merge(component.type(), 1, Integer::sum);
            this.augmentations.add(
                    new Keyed(component, component.create(Augmentation.class), component.type() + "#" + occurrence));
        }
    }

    /**
     * Prepares samples for an experiment's network.
     *
     * @param augmentations empty for validation and test
     */
    public static Preparation of(Experiment experiment, SampleSource samples, List<Component> augmentations) {
        return new Preparation(
                samples,
                SliceContext.of(experiment.data(), samples.channels()),
                experiment.data().grid().create(Grid.class),
                Interpolation.of(experiment.data()),
                Tiling.of(experiment),
                new Randomness(experiment.seed()),
                augmentations,
                experiment.data().height(),
                experiment.data().width());
    }

    private Preparation(Preparation other, List<Keyed> augmentations) {
        this.samples = other.samples;
        this.context = other.context;
        this.grid = other.grid;
        this.interpolation = other.interpolation;
        this.tiling = other.tiling;
        this.randomness = other.randomness;
        this.height = other.height;
        this.width = other.width;
        this.augmentations = augmentations;
    }

    /** The same with those augmentations alone that choose which part of an image is shown. */
    public Preparation ofParts() {
        return new Preparation(
                this,
                augmentations.stream()
                        .filter(keyed -> keyed.augmentation.choosesPart())
                        .toList());
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /** The channels of a prepared image: those of a slice, and of its neighbours. */
    public int channels() {
        return context.inputChannels();
    }

    /** Which slices a prepared image holds. */
    public SliceContext context() {
        return context;
    }

    /** A sample at its own size, with scaled intensities and its neighbours; its image must not be changed. */
    public Sample load(SampleInfo info) {
        return samples.load(info);
    }

    /** How the grid lies on a sample's image. */
    public GridPlacement placement(SampleInfo info, Image image) {
        return GridPlacement.of(grid, info, image.height(), image.width(), height, width);
    }

    /** How images are predicted that are larger than the grid. */
    public Tiling tiling() {
        return tiling;
    }

    /**
     * All pixels of the network's that a sample's image is predicted on: the grid, or as many as its tiles cover.
     *
     * @throws org.septum.api.UserError if these are too many
     */
    public GridPlacement extent(SampleInfo info, Image image) {
        GridPlacement grid = placement(info, image);
        if (!tiling.on()) {
            return grid;
        }
        try {
            return grid.covering();
        } catch (UserError e) {
            throw new UserError(info.source() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Moves a sample, as {@link #load} gives it, onto some pixels, without augmentation.
     *
     * @return its image and its labels there
     */
    public Sample place(Sample sample, GridPlacement placement) {
        return new Resampler(List.of(), placement, interpolation).resample(sample);
    }

    /** The same for a tile of a large image, which is not to be gone through for each. */
    public Sample placeTile(Sample sample, GridPlacement placement) {
        return Resampler.ofTile(sample, placement, interpolation);
    }

    /**
     * Prepares a sample.
     *
     * @return its image and its labels on the grid
     */
    public Sample prepare(SampleInfo info, int epoch) {
        return prepare(SampleUse.open(info), epoch);
    }

    /** The same for one of several uses of a sample. */
    Sample prepare(SampleUse use, int epoch) {
        SampleInfo info = use.sample();
        Sample sample = samples.load(info);
        GridPlacement placement = placement(info, sample.image());
        try {
            return augment(sample, use, placement, epoch);
        } catch (RuntimeException e) {
            throw PluginFailure.with(info, e);
        }
    }

    private Sample augment(Sample sample, SampleUse use, GridPlacement placement, int epoch) {
        SampleCanvas canvas = new SampleCanvas(placement, sample.labels(), use.aim());
        List<CoordinateMap> maps = new ArrayList<>();
        for (Keyed keyed : augmentations) {
            if (keyed.augmentation instanceof SpatialAugmentation spatial) {
                maps.add(keyed.guarded(spatial.draw(generator(use, epoch, keyed), canvas)));
            }
        }
        Sample onGrid = new Resampler(maps, placement, interpolation).resample(sample);
        for (Keyed keyed : augmentations) {
            if (keyed.augmentation instanceof IntensityAugmentation intensity) {
                intensity.apply(onGrid.image(), generator(use, epoch, keyed));
            }
        }
        return onGrid;
    }

    private RandomGenerator generator(SampleUse use, int epoch, Keyed keyed) {
        String id = use.sample().id();
        return use.repetition() == 0
                ? randomness.generator("augment", epoch, id, keyed.key)
                : randomness.generator("augment", epoch, id, keyed.key, use.repetition());
    }
}
