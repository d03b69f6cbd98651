// SPDX-License-Identifier: Apache-2.0
package org.septum.api.experiment;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.septum.api.Arguments;
import org.septum.api.Location;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.backend.RuntimeSettings;

/**
 * {@code runtime:}.
 *
 * @param values of the declared keys
 */
public record RuntimeSection(Arguments values) {

    private static final String AUTO = "auto";

    /** Its keys. */
    public static final Section DECLARED = new Section(
            "runtime",
            "What computes.",
            Options.of(
                    Option.text("backend", "a backend's type, or auto for the fastest that runs here")
                            .or(AUTO),
                    Option.choice("device", RuntimeSettings.DEVICES, "where to compute")
                            .or("cpu"),
                    Option.choice(
                                    "precision",
                                    Stream.concat(Stream.of(AUTO), RuntimeSettings.PRECISIONS.stream())
                                            .toList(),
                                    "of the network's values; auto takes bfloat16 where the processor has instructions for"
                                            + " it")
                            .or(AUTO),
                    new Option(
                            "threads",
                            new OptionType.OrWord(AUTO, new OptionType.Whole(1, 1024)),
                            Option.Necessity.DEFAULTED,
                            AUTO,
                            "compute threads; auto, as when left out, for all cores"),
                    Option.whole("loader-threads", 1, 64, "threads that load and augment samples")
                            .or(1)));

    /** Values given by code, as {@link Section#values}. */
    public RuntimeSection(Map<String, ?> given) {
        this(DECLARED.values(given));
    }

    /** A backend's type, or auto. */
    public String backend() {
        return values.text("backend");
    }

    /** Where the backend stands in the file, for messages; empty if it is left out. */
    public Optional<Location> backendLocation() {
        return values.location("backend");
    }

    /** One of {@link RuntimeSettings#DEVICES}. */
    public String device() {
        return values.text("device");
    }

    /** One of {@link RuntimeSettings#PRECISIONS}, or auto. */
    public String precision() {
        return values.text("precision");
    }

    /** Where the precision stands in the file, for messages; empty if it is left out. */
    public Optional<Location> precisionLocation() {
        return values.location("precision");
    }

    /** Compute threads; empty for all cores. */
    public Optional<Integer> threads() {
        return values.asMap().get("threads") instanceof Long number ? Optional.of(number.intValue()) : Optional.empty();
    }

    /** Threads that load and augment. */
    public int loaderThreads() {
        return values.whole("loader-threads");
    }
}
