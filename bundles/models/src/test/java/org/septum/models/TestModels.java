// SPDX-License-Identifier: Apache-2.0
package org.septum.models;

import java.util.LinkedHashMap;
import java.util.Map;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.model.Model;

/** Models as an experiment file would describe them. */
final class TestModels {

    private static final Map<String, Object> DEFAULTS = Map.of(
            "encoder", doubleConv(Map.of()),
            "up", component(Kind.UPSAMPLING, new TransposedConvFactory(), Map.of()),
            "skip", component(Kind.SKIP, new ConcatSkipFactory(), Map.of()));

    private TestModels() {}

    static Component component(Kind kind, Factory<?> factory, Map<String, Object> options) {
        return Component.of(kind, "test", factory, Arguments.of(factory.options(), options));
    }

    static Component doubleConv(Map<String, Object> options) {
        Map<String, Object> given = new LinkedHashMap<>(options);
        given.putIfAbsent("norm", component(Kind.NORMALIZATION, new BatchNormFactory(), Map.of()));
        return component(Kind.BLOCK, new DoubleConvFactory(), given);
    }

    static Model unet(Map<String, Object> options) {
        Map<String, Object> given = new LinkedHashMap<>(options);
        DEFAULTS.forEach(given::putIfAbsent);
        UnetFactory factory = new UnetFactory();
        return factory.create(Arguments.of(factory.options(), given));
    }

    static Model unetPlusPlus(Map<String, Object> options) {
        Map<String, Object> given = new LinkedHashMap<>(options);
        given.putIfAbsent("encoder", DEFAULTS.get("encoder"));
        given.putIfAbsent("up", DEFAULTS.get("up"));
        UnetPlusPlusFactory factory = new UnetPlusPlusFactory();
        return factory.create(Arguments.of(factory.options(), given));
    }
}
