// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The user's home folder, where libraries keep what they unpack. Java calls it {@code ?} for a user whom the system does not
 * know, as containers have them, and that would be a folder of the current one.
 */
public final class Home {

    private static final String PROPERTY = "user.home";

    private Home() {}

    /** Takes {@code HOME} for a user without a home, else a folder of this process's own. */
    public static void ensure() {
        if (isFolder(System.getProperty(PROPERTY, ""))) {
            return;
        }
        String home = System.getenv().getOrDefault("HOME", "");
        try {
            // Not a folder for all processes: in the system's folder for temporary files others could have made it
            // before.
            System.setProperty(
                    PROPERTY, isFolder(home) ? home : Storage.create().folder().toString());
        } catch (IOException e) {
            // Main tells of it when it makes a folder for the framework.
        }
    }

    private static boolean isFolder(String path) {
        return isFixed(Path.of(path)) && Files.isDirectory(Path.of(path));
    }

    /** Whether a path is the same for each process, wherever one stands: not relative, nor by a way like /proc/self/cwd. */
    static boolean isFixed(Path path) {
        for (Path each = path; each != null; each = each.getParent()) {
            try {
                if (Files.exists(each) && each.toRealPath().startsWith("/proc")) {
                    return false;
                }
            } catch (IOException e) {
                // One that cannot be looked at cannot be used either.
                return false;
            }
        }
        return path.isAbsolute();
    }
}
