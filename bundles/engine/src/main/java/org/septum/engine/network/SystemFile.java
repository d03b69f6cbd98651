// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file in which Linux tells figures; where the system is another one, or does not tell them, there is nothing in it. */
public record SystemFile(Path path) {

    /** Below this process's own folder. */
    static SystemFile ofThisProcess(String name) {
        return new SystemFile(Path.of("/proc/self", name));
    }

    public List<String> lines() {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The number in the first line that begins so, whatever stands around it. */
    Optional<Long> number(String beginning) {
        return lines().stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
                .findFirst();
    }
}
