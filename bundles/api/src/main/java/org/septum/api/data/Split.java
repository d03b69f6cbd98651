// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** Divides samples into training, validation and test. */
public interface Split {

    /**
     * @param random a generator of the split's own, made from {@link #seed}
     * @throws org.septum.api.UserError if there are too few groups for the parts asked for
     */
    Partition divide(List<SampleInfo> samples, RandomGenerator random);

    /**
     * The seed that the generator is made from; empty for the experiment's, with which the parts change. A seed of the
     * split's own keeps the parts the same whatever the experiment's seed.
     */
    default OptionalLong seed() {
        return OptionalLong.empty();
    }

    /**
     * Whether the experiment says that a group may be in several parts. Otherwise a partition that does so is an error;
     * with it, every report says that groups leak.
     */
    default boolean acceptsLeakingGroups() {
        return false;
    }
}
