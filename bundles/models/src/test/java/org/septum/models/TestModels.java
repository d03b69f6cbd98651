// SPDX-License-Identifier: Apache-2.0
package org.septum.models;

import java.util.LinkedHashMap;
import java.util.Map;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.model.Model;
import org.septum.models.block.DoubleConvFactory;
import org.septum.models.network.UnetFactory;
import org.septum.models.network.UnetPlusPlusFactory;
import org.septum.models.norm.BatchNormFactory;
import org.septum.models.skip.ConcatSkipFactory;
import org.septum.models.upsampling.TransposedConvFactory;

/** Models as an experiment file would describe them. */
public final class TestModels {

    private static final Map<String, Object> DEFAULTS = Map.of(
            "encoder", doubleConv(Map.of()),
            "up", component(Kind.UPSAMPLING, new TransposedConvFactory(), Map.of()),
            "skip", component(Kind.SKIP, new ConcatSkipFactory(), Map.of()));

    private TestModels() {}

    public static Component component(Kind kind, Factory<?> factory, Map<String, Object> options) {
        return Component.of(kind, "test", factory, Arguments.of(factory.options(), options));
    }

    public static Component doubleConv(Map<String, Object> options) {
        Map<String, Object> given = new LinkedHashMap<>(options);
        given.putIfAbsent("norm", component(Kind.NORMALIZATION, new BatchNormFactory(), Map.of()));
        return component(Kind.BLOCK, new DoubleConvFactory(), given);
    }

    public static Model unet(Map<String, Object> options) {
        Map<String, Object> given = new LinkedHashMap<>(options);
        DEFAULTS.forEach(given::putIfAbsent);
        UnetFactory factory = new UnetFactory();
        return factory.create(Arguments.of(factory.options(), given));
    }

    public static Model unetPlusPlus(Map<String, Object> options) {
        Map<String, Object> given = new LinkedHashMap<>(options);
        given.putIfAbsent("encoder", DEFAULTS.get("encoder"));
        given.putIfAbsent("up", DEFAULTS.get("up"));
        UnetPlusPlusFactory factory = new UnetPlusPlusFactory();
        return factory.create(Arguments.of(factory.options(), given));
    }
}
