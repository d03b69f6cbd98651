// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.cli.command.Services;
import org.septum.cli.command.TemporaryFolder;
import org.septum.common.run.RunFiles;
import org.septum.services.run.RunKeeper;

/** An experiment file with its lock beside it, or a pack that holds both. */
final class LockedExperiment {

    private final Services services;
    private final Path file;
    private final Optional<RunKeeper.Packed> packed;

    /** Where a pack's experiment was while it was read; its places in messages are there. */
    private Optional<Path> unpacked = Optional.empty();

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

    /** @param variant to which the training will belong */
    Experiment read(List<String> overrides, String variant) {
        return packed.isPresent()
                ? readPacked(packed.get().experiment(), overrides, variant)
                : read(file, overrides, variant);
    }

    private Experiment read(Path yaml, List<String> overrides, String variant) {
        Experiment experiment = services.reader().read(yaml, overrides);
        if (!variant.equals(RunCommand.BASE)) {
            services.reader().checkVariant(yaml, overrides, variant);
        }
        return experiment;
    }

    private Experiment readPacked(String experiment, List<String> overrides, String variant) {
        try (TemporaryFolder folder = TemporaryFolder.make()) {
            Path yaml = Files.writeString(folder.path().resolve(RunFiles.EXPERIMENT), experiment);
            unpacked = Optional.of(yaml);
            return told(() -> read(yaml, overrides, variant));
        } catch (IOException e) {
            throw new UncheckedIOException("the pack's experiment cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /**
     * Does something with the experiment; what is wrong with that of a pack is told of the pack, for the user never saw the
     * place to which it was unpacked.
     */
    <T> T told(Supplier<T> work) {
        try {
            return work.get();
        } catch (UserError e) {
            if (unpacked.isEmpty()) {
                throw e;
            }
            throw new UserError(
                    ofPack(e.getMessage()),
                    e.problems().stream().map(this::ofPack).toList());
        }
    }

    private String ofPack(String text) {
        return text.replace(unpacked.orElseThrow().toString(), file + " (experiment.yaml)");
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
