// SPDX-License-Identifier: Apache-2.0
package org.septum.api.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Reads recorded runs back and sets them side by side. */
@ProviderType
public interface RunComparison {

    /**
     * Which runs to list, and how.
     *
     * @param folder where to look, folders below it included
     * @param filters conditions such as {@code model.depth=3}, {@code status!=failed} or {@code test/structures/dice>0.9};
     *     a run must meet all of them
     * @param sort a setting or metric; numbers come with the largest first, texts in their order; empty for the folder's
     *     order
     * @param reverse turns the order round
     * @param shown further settings or metrics to show as columns
     */
    record Listing(Path folder, List<String> filters, Optional<String> sort, boolean reverse, List<String> shown) {}

    /**
     * Lists runs.
     *
     * @throws org.septum.api.UserError if the folder is not there, or a filter names nothing that any run has
     */
    Table list(Listing listing);

    /**
     * What differs between two runs: their settings, and with what and on what they were made.
     *
     * @throws org.septum.api.UserError if one of them is no run folder
     */
    Table difference(Path first, Path second);
}
