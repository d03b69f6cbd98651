// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import java.util.List;
import java.util.random.RandomGenerator;
import org.septum.api.Arguments;
import org.septum.api.Option;

/** The range from which an augmentation draws a number for each sample; both ends may be equal. */
record Range(double least, double greatest) {

    /**
     * The value of an option that was declared as a range.
     *
     * @throws org.septum.api.UserError if the range ends before it starts
     */
    static Range of(Arguments arguments, Option option) {
        String name = option.name();
        List<Double> ends = arguments.list(name, Double.class);
        Range range = new Range(ends.get(0), ends.get(1));
        if (range.least > range.greatest) {
            throw arguments.error(
                    name, "found [" + range.least + ", " + range.greatest + "], the first must not exceed the second");
        }
        return range;
    }

    /** Every number is equally likely. */
    double draw(RandomGenerator random) {
        return least + (greatest - least) * random.nextDouble();
    }

    /** For factors: every ratio is equally likely, so that halving comes as often as doubling. */
    double drawFactor(RandomGenerator random) {
        double factor = least * StrictMath.pow(greatest / least, random.nextDouble());
        return Math.min(Math.max(factor, least), greatest);
    }
}
