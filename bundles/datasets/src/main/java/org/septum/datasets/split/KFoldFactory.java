// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.Split;
import org.septum.api.data.SplitFactory;

/** Creates splits for cross-validation: one experiment for each fold, all with the same seed. */
@Component
@PluginType("k-fold")
public final class KFoldFactory implements SplitFactory {

    @Override
    public String summary() {
        return "divides whole groups (patients) into folds and tests on one of them, for cross-validation";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.whole("folds", 2, 10_000, "how many folds; 5 is usual").or(5),
                Option.whole("fold", 0, 9_999, "the fold to test on, counted from 0"),
                Option.real(
                                "validation",
                                0,
                                1,
                                "the share of the groups outside the fold for validation, rounded, at least one group"
                                        + " unless it is 0")
                        .or(0.1),
                Strata.OPTION,
                OwnSeed.OPTION);
    }

    @Override
    public Split create(Arguments arguments) {
        int folds = arguments.whole("folds");
        int fold = arguments.whole("fold");
        if (fold >= folds) {
            throw arguments.error(
                    "fold", "found " + fold + ", allowed with " + folds + " folds are 0 to " + (folds - 1));
        }
        return new KFold(folds, fold, arguments.real("validation"), arguments);
    }
}
