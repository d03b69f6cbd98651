// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.util.Optional;
import org.septum.api.Factory;

/** Creates {@link Dataset}s of one type. */
public interface DatasetFactory extends Factory<Dataset> {

    /**
     * Looks whether a folder that nobody has described holds data of this type, so that {@code septum init} can write an
     * experiment for it. Whoever adds a type answers for it here; a type whose data are in no folder keeps the default, which
     * recognizes nothing.
     *
     * <p>It goes by names and by headers, and decodes a sample of the masks at most: a folder may have 100,000 files.
     *
     * @return empty if the folder holds nothing of this type
     * @throws org.septum.api.UserError if it does, and something stands in the way: masks are missing, or it can be read in
     *     several ways. The message says what was found and what to do. Where another type recognizes the folder, it is a note
     *     beside that; a {@link Recognition.Unusable} has the folder refused
     */
    default Optional<Recognition> recognize(Recognition.Folder folder) {
        return Optional.empty();
    }
}
