// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Tells a file from another that has taken its name, and from itself after a change.
 *
 * @param key the file system's own; null where it has none
 */
record FileIdentity(Object key, FileTime modified, long size) {

    static FileIdentity of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileIdentity(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
    }
}
