// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import java.util.List;
import java.util.random.RandomGenerator;
import org.septum.api.Arguments;
import org.septum.api.Option;

/**
 * Factors, or powers, drawn around 1, where it is open what "evenly" means.
 *
 * @param distribution one of {@link #EVEN}, {@link #RATIO}, {@link #HALVES} and {@link #INVERSE}
 */
record Factors(Range range, String distribution) {

    /** Every number is equally likely. */
    static final String EVEN = "even";

    /** Every ratio is: halving comes as often as doubling. */
    static final String RATIO = "ratio";

    /** Half of the draws lie below 1 and half above, evenly on either side. */
    static final String HALVES = "halves";

    /** The inverse of a number drawn evenly. */
    static final String INVERSE = "inverse";

    private static final String NAME = "distribution";

    /** @param origin which of them others use, as the end of a sentence */
    static Option option(String usual, String origin) {
        return Option.choice(
                        NAME,
                        List.of(EVEN, RATIO, HALVES, INVERSE),
                        "how factors are drawn: even, every number equally likely; ratio, every ratio, halving as often as"
                                + " doubling; halves, half of the draws below 1 and half above; inverse, one by an even"
                                + " number; " + origin)
                .or(usual);
    }

    /**
     * The factors of an option that was declared as a range.
     *
     * @throws org.septum.api.UserError if they cannot be drawn so
     */
    static Factors of(Arguments arguments, Option option) {
        Range range = Range.of(arguments, option);
        String distribution = arguments.text(NAME);
        if (distribution.equals(HALVES) && (range.least() > 1 || range.greatest() < 1)) {
            throw arguments.error(
                    option.name(),
                    "found [" + range.least() + ", " + range.greatest() + "], which does not hold 1; with " + NAME
                            + ": halves, half of the draws lie below 1 and half above");
        }
        if (range.least() <= 0 && (distribution.equals(RATIO) || distribution.equals(INVERSE))) {
            throw arguments.error(
                    option.name(),
                    "found [" + range.least() + ", " + range.greatest() + "], allowed are factors above 0 with " + NAME
                            + ": " + distribution);
        }
        return new Factors(range, distribution);
    }

    double draw(RandomGenerator random) {
        return switch (distribution) {
            case RATIO -> range.drawFactor(random);
            case INVERSE -> 1 / new Range(1 / range.greatest(), 1 / range.least()).draw(random);
            case HALVES ->
                (random.nextBoolean() ? new Range(range.least(), 1) : new Range(1, range.greatest())).draw(random);
            default -> range.draw(random);
        };
    }
}
