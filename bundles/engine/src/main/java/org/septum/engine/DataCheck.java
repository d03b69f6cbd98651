// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.List;
import java.util.Optional;
import org.septum.api.Component;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.SampleInfo;

/** Loads every sample once, so that a damaged file shows before the work and not after hours of it. */
final class DataCheck {

    private final Dataset dataset;

    private DataCheck(Dataset dataset) {
        this.dataset = dataset;
    }

    /**
     * Checks all samples, in as many threads as there are processors.
     *
     * @param component the dataset's place in the experiment, for the message
     * @throws UserError with the first sample's problem and the number of further samples that have one
     */
    static void of(Dataset dataset, Component component) {
        DataCheck check = new DataCheck(dataset);
        List<SampleInfo> samples = dataset.samples();
        List<UserError> problems = samples.parallelStream()
                .map(check::problem)
                .flatMap(Optional::stream)
                .toList();
        if (!problems.isEmpty()) {
            int more = problems.size() - 1;
            throw new UserError(
                    component.arguments().location(),
                    problems.get(0).getMessage()
                            + (more == 0
                                    ? ""
                                    : "\n" + more + " more of " + samples.size() + " samples cannot be used"));
        }
    }

    private Optional<UserError> problem(SampleInfo info) {
        try {
            dataset.load(info);
            return Optional.empty();
        } catch (UserError e) {
            return Optional.of(e);
        }
    }
}
