// SPDX-License-Identifier: Apache-2.0
package org.septum.services.run;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Compares recorded runs with what they were made from, as it is now. */
@ProviderType
public interface RunChanges {

    /**
     * What is other now than a run recorded. Both lists are empty where nothing is.
     *
     * @param differences what the results depend on: one line for each patient, file or key, which it names, with the old
     *     and the new state; a run with any does not stand for one that would be made now
     * @param otherBuilds the symbolic names of the bundles that the run used and that are installed in another build;
     *     whether that matters is for the user to say
     * @param notes what the run's record does not tell, because an older Septum made it, each in a sentence
     */
    record Changes(List<String> differences, List<String> otherBuilds, List<String> notes) {}

    /**
     * Compares a run's experiment, the content of its data, its split, its start weights and the bundles that it used. The
     * data are read once for all runs of this process that use the same data set with the same settings.
     *
     * @param run the run's folder
     * @throws org.septum.api.UserError if it is no run's folder, or its record is damaged
     */
    Changes since(Path run);
}
