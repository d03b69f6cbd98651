// SPDX-License-Identifier: Apache-2.0
package org.septum.api.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.septum.api.data.Part;
import org.septum.api.experiment.Experiment;

/**
 * What is known when a run starts.
 *
 * @param files where reporters write
 * @param evaluation whether a trained model is scored again, and nothing is trained
 * @param samples how many samples each part has
 * @param groups how many groups each part has
 * @param stepsPerEpoch training steps in each epoch
 * @param parameters the number of trained parameters
 * @param compute what computes: library, device, threads
 * @param firstEpoch the first epoch to be trained; more than 1 in a resumed run
 * @param warnings what a reader of the scores must know, each in a sentence: that groups leak, for example
 * @param facts further facts for the report, by heading of at most nine letters: what the grid leaves out, for example
 * @param notes on the data, as the dataset gives them ({@link org.septum.api.data.Dataset#notes})
 */
public record RunStart(
        ReportFiles files,
        boolean evaluation,
        Experiment experiment,
        Map<Part, Integer> samples,
        Map<Part, Integer> groups,
        int stepsPerEpoch,
        long parameters,
        String compute,
        int firstEpoch,
        List<String> warnings,
        Map<String, String> facts,
        List<String> notes) {

    /** The run directory; of an evaluation, the folder of its reports. */
    public Path directory() {
        return files.folder();
    }
}
