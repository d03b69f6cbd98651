// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.augmentations.CropFactory;
import org.septum.augmentations.FlipHorizontalFactory;
import org.septum.augmentations.RotateFactory;
import org.septum.datasets.sampling.ByCaseFactory;
import org.septum.datasets.sampling.PassesFactory;
import org.septum.heads.BinaryFactory;
import org.septum.heads.MulticlassFactory;
import org.septum.heads.MultilabelFactory;
import org.septum.losses.pixel.BceFactory;
import org.septum.losses.pixel.CrossEntropyFactory;
import org.septum.metrics.overlap.DiceFactory;
import org.septum.metrics.surface.Hausdorff95Factory;
import org.septum.models.block.DoubleConvFactory;
import org.septum.models.network.UnetFactory;
import org.septum.models.norm.BatchNormFactory;
import org.septum.models.skip.ConcatSkipFactory;
import org.septum.models.upsampling.TransposedConvFactory;
import org.septum.services.plugin.Registry;
import org.septum.training.optimizer.AdamFactory;
import org.septum.training.schedule.ConstantFactory;

/** The bundles' own components, made without a framework. */
public final class TestComponents implements Registry {

    private final List<Installed> entries = List.of(
            entry(Kind.SAMPLING, "passes", new PassesFactory()),
            entry(Kind.SAMPLING, "by-case", new ByCaseFactory()),
            entry(Kind.AUGMENTATION, "crop", new CropFactory()),
            entry(Kind.AUGMENTATION, "rotate", new RotateFactory()),
            entry(Kind.AUGMENTATION, "flip-horizontal", new FlipHorizontalFactory()),
            entry(Kind.MODEL, "unet", new UnetFactory()),
            entry(Kind.BLOCK, "double-conv", new DoubleConvFactory()),
            entry(Kind.NORMALIZATION, "batch", new BatchNormFactory()),
            entry(Kind.UPSAMPLING, "transposed-conv", new TransposedConvFactory()),
            entry(Kind.SKIP, "concat", new ConcatSkipFactory()),
            entry(Kind.HEAD, "binary", new BinaryFactory()),
            entry(Kind.HEAD, "multiclass", new MulticlassFactory()),
            entry(Kind.HEAD, "multilabel", new MultilabelFactory()),
            entry(Kind.LOSS, "bce", new BceFactory()),
            entry(Kind.LOSS, "cross-entropy", new CrossEntropyFactory()),
            entry(Kind.METRIC, "dice", new DiceFactory()),
            entry(Kind.METRIC, "hausdorff-95", new Hausdorff95Factory()),
            entry(Kind.OPTIMIZER, "adam", new AdamFactory()),
            entry(Kind.SCHEDULE, "constant", new ConstantFactory()));

    private static Installed entry(Kind kind, String type, Factory<?> factory) {
        return new Installed(kind, type, factory, "org.septum.test", "1.0.0", "test");
    }

    @Override
    public List<Installed> components() {
        return entries;
    }

    /** A component with some options given and the rest, nested components included, by default. */
    public Component component(Kind kind, String type, Map<String, Object> given) {
        Factory<?> factory = entries.stream()
                .filter(entry -> entry.kind() == kind && entry.type().equals(type))
                .findFirst()
                .orElseThrow()
                .factory();
        Map<String, Object> values = new LinkedHashMap<>(given);
        for (Option option : factory.options()) {
            if (option.type() instanceof OptionType.Nested nested && option.defaultValue() != null) {
                values.putIfAbsent(option.name(), component(nested.kind(), (String) option.defaultValue(), Map.of()));
            }
        }
        return Component.of(kind, type, factory, Arguments.of(factory.options(), values));
    }
}
