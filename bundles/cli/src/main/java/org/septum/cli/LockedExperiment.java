// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.septum.api.experiment.Experiment;
import org.septum.api.run.RunKeeper;

/** An experiment file with its lock beside it, or a pack that holds both. */
final class LockedExperiment {

    private final Services services;
    private final Path file;
    private final Optional<RunKeeper.Packed> packed;

    /** @param locked whether the lock will be compared with what is read */
    LockedExperiment(Services services, Path file, boolean locked) {
        this.services = services;
        this.file = file;
        boolean pack = file.getFileName().toString().endsWith(".zip");
        packed = pack ? Optional.of(services.keeper().open(file, locked)) : Optional.empty();
    }

    /** The lock that belongs to an experiment file. */
    static Path lockOf(Path experiment) {
        return experiment.resolveSibling(experiment.getFileName() + ".lock");
    }

    Experiment read(List<String> overrides) {
        return packed.isPresent()
                ? readPacked(packed.get().experiment(), overrides)
                : services.reader().read(file, overrides);
    }

    private Experiment readPacked(String experiment, List<String> overrides) {
        try {
            Path folder = Files.createTempDirectory("septum-pack-");
            Path unpacked = folder.resolve("experiment.yaml");
            try {
                Files.writeString(unpacked, experiment);
                return services.reader().read(unpacked, overrides);
            } finally {
                Files.deleteIfExists(unpacked);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the pack's experiment cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /**
     * Compares with the lock.
     *
     * @throws org.septum.api.UserError listing what differs
     */
    void check(Experiment read) {
        String lock =
                packed.isPresent() ? packed.get().lock() : services.keeper().readLock(lockOf(file));
        String source = packed.isPresent() ? file.toString() : lockOf(file).toString();
        services.keeper().checkLock(read, lock, source);
    }
}
