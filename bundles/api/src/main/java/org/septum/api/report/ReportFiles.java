// SPDX-License-Identifier: Apache-2.0
package org.septum.api.report;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** The folder that reporters write into, and how: a file appears whole or not at all, and nothing is written through a link. */
@ProviderType
public interface ReportFiles {

    /** The run directory; of an evaluation, the folder of its reports. */
    Path folder();

    /**
     * Writes a file, replacing any of its name; what was there stays if that fails.
     *
     * @param name of a file in the folder
     * @throws IllegalArgumentException if it leads elsewhere
     * @throws java.io.UncheckedIOException if the file cannot be written; the message says why, a full disk for example
     * @throws org.septum.api.UserError if something else is in its place: a link, or a folder
     */
    void write(String name, byte[] content);
}
