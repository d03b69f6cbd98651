// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.Split;
import org.septum.api.data.SplitFactory;

/**
 * Creates splits that look at single samples and not at their groups, to reproduce studies that were done so. Where
 * groups have several samples, they are refused unless the experiment accepts that groups leak.
 */
@Component
@PluginType("by-slice")
public final class BySliceFactory implements SplitFactory {

    private static final int MOST = 1_000_000_000;

    @Override
    public String summary() {
        return "divides single slices at random whatever their group (patient); groups leak, which must be accepted";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.real(
                                "validation",
                                0,
                                MOST,
                                "below 1 the share of the samples that are not for the test, rounded down, at least one"
                                        + " unless it is 0; from 1 their number")
                        .or(0.1),
                Option.real(
                                "test",
                                0,
                                MOST,
                                "below 1 the share of all samples for the test, rounded down, at least one unless it is 0;"
                                        + " from 1 their number")
                        .or(0.2),
                Option.list(
                                "test-groups",
                                new OptionType.Text(),
                                "the groups whose samples are all for the test, by name, in place of 'test'")
                        .optional(),
                Leaks.OPTION,
                OwnSeed.OPTION);
    }

    @Override
    public Split create(Arguments arguments) {
        return new BySlice(amount(arguments, "validation"), amount(arguments, "test"), arguments);
    }

    private static double amount(Arguments arguments, String option) {
        double amount = arguments.real(option);
        if (amount > 1 && amount != Math.rint(amount)) {
            throw arguments.error(
                    option, "found " + amount + ", allowed are shares below 1 and whole numbers of samples from 1");
        }
        return amount;
    }
}
