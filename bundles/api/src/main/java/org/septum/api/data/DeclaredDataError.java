// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.util.List;
import org.septum.api.UserError;

/**
 * Data say themselves what they are, and cannot be used so. What a {@link DatasetFactory} throws in
 * {@link DatasetFactory#recognize} in place of another {@link UserError} where a file declares the type, such as nnU-Net's
 * {@code dataset.json}: no other type then takes the same files for something less, without the names of labels and channels
 * that the declaration has.
 */
public final class DeclaredDataError extends UserError {

    private static final long serialVersionUID = 1;

    /** @param message where, what was found, what is allowed and what to do */
    public DeclaredDataError(String message) {
        super(message);
    }

    /**
     * Several things are wrong.
     *
     * @param problems as of {@link UserError#UserError(String, List)}
     */
    public DeclaredDataError(String message, List<String> problems) {
        super(message, problems);
    }
}
