// SPDX-License-Identifier: Apache-2.0
package org.septum.services.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Makes a first experiment for a folder of data that nobody has described: it asks nothing, and trains as it stands. */
@ProviderType
public interface Starter {

    /** What stands before whatever a person has to look at, in the file and nowhere else in it. */
    String MARK = "CHECK:";

    /**
     * What is to be begun with.
     *
     * @param data the folder
     * @param type of the dataset, where several recognize the folder; if empty, the one that does
     * @param images how image files are called, as paths with {@code {id}}, one for each channel; empty to find it out
     * @param masks how the files with labels are called; empty to find it out
     * @param plan whether the {@link Planner} decides sizes, network and training for this machine
     */
    record Wishes(Path data, Optional<String> type, List<String> images, Optional<String> masks, boolean plan) {}

    /**
     * What was made.
     *
     * @param text the experiment file
     * @param found what the data are, a sentence each
     * @param checks what a person has to look at, a sentence each, as it stands in the file behind {@link #MARK}
     */
    record Draft(String text, List<String> found, List<String> checks) {}

    /**
     * Looks at the folder and writes an experiment.
     *
     * @param watch told how far the planning is, where there is one
     * @throws org.septum.api.UserError if nothing is recognized, or it is not clear what; the message says what was found and what
     *     to do
     */
    Draft draft(Wishes wishes, Planner.Watch watch);
}
