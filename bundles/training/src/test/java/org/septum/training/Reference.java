// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.septum.api.Factory;
import org.septum.api.OptionType;

/** A line that training.py wrote: a type, its options, and what PyTorch computes. */
record Reference(String type, String given, double[] numbers) {

    static Stream<Reference> read(String resource) throws IOException {
        try (InputStream stream = Reference.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> {
                        String[] words = line.split(" ");
                        double[] numbers = Arrays.stream(words, 2, words.length)
                                .mapToDouble(Double::parseDouble)
                                .toArray();
                        return new Reference(words[0], words[1], numbers);
                    });
        }
    }

    /** The options, each value as the factory declares it; nested components stay names. */
    Map<String, Object> options(Factory<?> factory) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (!given.equals("-")) {
            for (String pair : given.split(",")) {
                String[] sides = pair.split("=");
                OptionType declared =
                        factory.options().find(sides[0]).orElseThrow().type();
                options.put(sides[0], value(declared, sides[1]));
            }
        }
        return options;
    }

    private static Object value(OptionType type, String text) {
        if (type instanceof OptionType.Listing listing) {
            return Stream.of(text.split("/"))
                    .map(element -> value(listing.element(), element))
                    .toList();
        }
        if (type instanceof OptionType.Flag) {
            return Boolean.valueOf(text);
        }
        if (type instanceof OptionType.Whole) {
            return Long.valueOf(text);
        }
        return type instanceof OptionType.Real ? (Object) Double.valueOf(text) : text;
    }

    @Override
    public String toString() {
        return type + " " + given;
    }
}
