// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/**
 * A folder that only this process and this user use: Felix's, and that of the plugins' copies. Each process has its own, as
 * parallel runs on a shared file system would break a common one.
 */
public record Storage(Path folder) {

    /** Makes a folder that is deleted when the process ends. */
    public static Storage create() throws IOException {
        Storage storage = new Storage(Files.createTempDirectory("septum-"));
        Runtime.getRuntime().addShutdownHook(new Thread(storage::delete, "septum-storage"));
        return storage;
    }

    /** The user of this process, whom the system may know by number only: the owner of what it makes. */
    static UserPrincipal user() throws IOException {
        Path probe = Files.createTempFile("septum-", "");
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    /**
     * Copies a plugin, so that another jar may take its place while this process runs: classes are read, and the jar's hash
     * is recorded, long after the start. What is checked of the copy holds for what is run.
     *
     * @throws StartFailure if the jar cannot be read
     */
    public Path copy(Path jar) throws IOException, StartFailure {
        Path own = Files.createTempDirectory(Files.createDirectories(folder.resolve("plugins")), "");
        try {
            return Files.copy(jar, own.resolve(jar.getFileName()));
        } catch (IOException e) {
            Optional<StartFailure> limit = MachineLimit.of(e);
            if (limit.isPresent()) {
                throw limit.get();
            }
            throw StartFailure.input(jar + " cannot be copied to " + own + ", from where it would run: " + e
                    + ". Take the jar away, or make it readable.");
        }
    }

    /** Deletes the folder with all that is in it, as far as that goes. */
    public void delete() {
        delete(folder.toFile());
    }

    private static void delete(File file) {
        File[] children = file.listFiles();
        if (children != null) {
            for (File child : children) {
                delete(child);
            }
        }
        file.delete();
    }
}
