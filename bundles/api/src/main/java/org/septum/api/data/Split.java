// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.util.List;
import java.util.random.RandomGenerator;

/** Divides samples into training, validation and test. */
public interface Split {

    /**
     * @param random a generator of the split's own, made from the experiment's seed
     * @throws org.septum.api.UserError if there are too few groups for the parts asked for
     */
    Partition divide(List<SampleInfo> samples, RandomGenerator random);

    /**
     * Whether the experiment says that a group may be in several parts. Otherwise a partition that does so is an error;
     * with it, every report says that groups leak.
     */
    default boolean acceptsLeakingGroups() {
        return false;
    }
}
