// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import java.util.OptionalLong;
import org.septum.api.Arguments;
import org.septum.api.Option;

/** A seed of the split's own, with which experiments of several seeds share their test groups. */
final class OwnSeed {

    /** The seed; left out, the experiment's. */
    static final Option OPTION = Option.whole(
                    "seed",
                    0,
                    Long.MAX_VALUE,
                    "the seed of the division; left out, it is the experiment's, so that each seed of an ablation has"
                            + " patients of its own for the test; with a seed here all of them share theirs, and the spread"
                            + " over seeds is that of training alone")
            .optional();

    private OwnSeed() {}

    static OptionalLong of(Arguments arguments) {
        return arguments.has(OPTION.name())
                ? OptionalLong.of(arguments.wholeLong(OPTION.name()))
                : OptionalLong.empty();
    }
}
