// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import java.nio.file.Path;
import org.osgi.service.component.annotations.Component;
import org.septum.api.compare.RunComparison;
import org.septum.api.compare.Table;
import org.septum.compare.read.RunFolder;

/** Compares runs from what they recorded; no plugin that made them is needed. */
@Component
public final class RecordedRunComparison implements RunComparison {

    @Override
    public Table list(Listing listing) {
        return new RunListing(listing).table();
    }

    @Override
    public Table difference(Path first, Path second) {
        return RunDifference.between(RunFolder.read(first), RunFolder.read(second));
    }
}
