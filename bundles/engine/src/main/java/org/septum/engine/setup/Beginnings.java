// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.setup;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.septum.api.data.Part;
import org.septum.api.report.RunStart;
import org.septum.common.files.OutputFiles;
import org.septum.engine.network.OpenedModel;

/** Puts together what reporters are told at the start. */
record Beginnings(Setup setup, OpenedModel model) {

    RunStart of(Path folder, boolean evaluation, int firstEpoch) {
        Map<Part, Integer> samples = new LinkedHashMap<>();
        Map<Part, Integer> groups = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            samples.put(part, setup.parts().get(part).size());
            groups.put(part, setup.groups(part));
        }
        return new RunStart(
                new OutputFiles(folder),
                evaluation,
                setup.experiment(),
                samples,
                groups,
                setup.stepsPerEpoch(),
                model.table().parameterFloats(),
                model.description(),
                firstEpoch,
                setup.warnings(),
                setup.facts(),
                setup.dataset().notes());
    }
}
