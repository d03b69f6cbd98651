// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.run.RunChanges;

/** Reads a run's record and what it was made from. */
@Component
public final class RecordedRunChanges implements RunChanges {

    @Override
    public Changes since(Path run) {
        RunDirectory.existing(run);
        return new Changes(List.of(), List.of(), List.of());
    }
}
