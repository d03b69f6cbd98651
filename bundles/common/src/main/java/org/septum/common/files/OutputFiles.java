// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import java.nio.file.Path;
import org.septum.api.report.ReportFiles;

/** Files in a folder, each written as an {@link AtomicFile}. */
public record OutputFiles(Path folder) implements ReportFiles {

    @Override
    public void write(String name, byte[] content) {
        Path file = folder.resolve(name).normalize();
        if (!folder.normalize().equals(file.getParent())) {
            throw new IllegalArgumentException("'" + name + "' is no name of a file in " + folder);
        }
        AtomicFile.write(file, out -> out.write(content));
    }
}
