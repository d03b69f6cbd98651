// SPDX-License-Identifier: Apache-2.0
package org.septum.api.experiment;

import java.util.List;
import java.util.Map;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;

/**
 * Keys that stand together in an experiment file, declared like a component's options and here alone: reading, defaults, the
 * resolved experiment, the JSON Schema, the documentation and what messages suggest come from this declaration.
 *
 * @param path where they stand: {@code data}, or {@code heads.NAME}; empty for the file's uppermost keys
 * @param documentation what the section is about
 * @param options the keys, in the order of a resolved experiment; sections inside it are not among them
 */
public record Section(String path, String documentation, Options options) {

    /** The largest number of anything that is counted. */
    static final int MOST = 1_000_000;

    /** A key that takes a list of components; the default holds the names of their types. */
    public static Option components(String name, Kind kind, List<String> byDefault, String documentation) {
        return new Option(
                name,
                new OptionType.Listing(new OptionType.Nested(kind), 0, Integer.MAX_VALUE),
                Option.Necessity.DEFAULTED,
                byDefault,
                documentation);
    }

    /**
     * Values given by code; the other keys take their defaults, but for components, of which only lists without any do.
     *
     * @throws org.septum.api.UserError if a value is not allowed or a required one is missing
     */
    public Arguments values(Map<String, ?> given) {
        return Arguments.of(options, given);
    }
}
