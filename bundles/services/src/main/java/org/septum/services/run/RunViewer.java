// SPDX-License-Identifier: Apache-2.0
package org.septum.services.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.septum.api.data.Part;
import org.septum.api.report.CaseView;

/** Lets the model of a recorded run predict single cases again, for pictures. */
@ProviderType
public interface RunViewer {

    /**
     * The slices of some cases with their truth and prediction, on the network's grid and as the run was tested: with the
     * same checkpoint, and averaged over mirror images if its experiment asks for that.
     *
     * @param run the run directory
     * @param part that the cases are in
     * @param head the name of the head that predicts
     * @param cases the ids of samples, volumes or groups
     * @return the slices of each case in their order; none for a case that the part does not have
     * @throws org.septum.api.UserError if the run has no checkpoint, or its data is not there
     */
    Map<String, List<CaseView>> views(Path run, Part part, String head, List<String> cases);
}
