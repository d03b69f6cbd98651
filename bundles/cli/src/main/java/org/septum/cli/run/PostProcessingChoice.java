// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import picocli.CommandLine.Option;

/** Whether a model's post-processing is applied: the same for all commands that predict. */
final class PostProcessingChoice {

    @Option(
            names = "--no-post-processing",
            description = "Leave out the post-processing that the run or the ensemble has learnt.")
    private boolean leftOut;

    boolean applied() {
        return !leftOut;
    }
}
