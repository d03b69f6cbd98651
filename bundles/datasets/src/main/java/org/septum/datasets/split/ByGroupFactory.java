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

/** Creates splits that keep all samples of a group, usually a patient, in the same part. */
@Component
@PluginType("by-group")
public final class ByGroupFactory implements SplitFactory {

    @Override
    public String summary() {
        return "divides whole groups (patients) at random or by name, never the samples of one group";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.real(
                                "validation",
                                0,
                                1,
                                "the share of the groups for validation, rounded, at least one group unless it is 0")
                        .or(0.1),
                Option.real(
                                "test",
                                0,
                                1,
                                "the share of the groups for the test, rounded, at least one group unless it is 0")
                        .or(0.2),
                Option.list(
                                "validation-groups",
                                new OptionType.Text(),
                                "the groups for validation by name, in place of a share")
                        .optional(),
                Option.list(
                                "test-groups",
                                new OptionType.Text(),
                                "the groups for the test by name, in place of a share")
                        .optional(),
                Strata.OPTION,
                OwnSeed.OPTION);
    }

    @Override
    public Split create(Arguments arguments) {
        double validation = arguments.has("validation-groups") ? 0 : arguments.real("validation");
        double test = arguments.has("test-groups") ? 0 : arguments.real("test");
        if (validation + test >= 1) {
            throw arguments.error(
                    "validation",
                    "validation " + validation + " and test " + test + " leave no group for training; their sum must be"
                            + " below 1");
        }
        return new ByGroup(validation, test, arguments);
    }
}
