// SPDX-License-Identifier: Apache-2.0
package org.septum.services.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.septum.api.experiment.Experiment;

/** Pins experiments to what their results depend on, and packs runs so that others can replay them. */
@ProviderType
public interface RunKeeper {

    /**
     * What a pack says about how its run was made.
     *
     * @param experiment the resolved experiment, as YAML
     * @param lock what the run depended on, as JSON
     */
    record Packed(String experiment, String lock) {}

    /**
     * Writes down what an experiment's results depend on: the resolved experiment, Septum's version, every bundle's jar,
     * the content of the data, the split, and the weights it starts from. Reads all data once.
     *
     * @param file the lock to write; an older one is replaced
     * @throws org.septum.api.UserError if the experiment cannot be run
     */
    void lock(Experiment experiment, Path file);

    /**
     * Compares an experiment with its lock. Reads all data once.
     *
     * @param lock the text of a lock
     * @param source names the lock in messages
     * @throws org.septum.api.UserError listing all that has changed, each with its old and its new value
     */
    void checkLock(Experiment experiment, String lock, String source);

    /**
     * Reads a lock.
     *
     * @throws org.septum.api.UserError if it is missing or larger than a lock may be
     */
    String readLock(Path file);

    /**
     * Packs a finished run into one zip file, whose bytes depend on nothing but the run.
     *
     * @param output the file to write; empty for the run's folder with .zip
     * @param changes what happens where the experiment, the data or the checkpoint are no longer what the run had; accepted
     *     changes are written into the pack's lock
     * @return the file
     * @throws org.septum.api.UserError if it is no finished run, or something has changed and that is not accepted
     * @throws org.septum.api.WiringError if a plugin that it used is no longer installed
     */
    Path pack(Path run, Optional<Path> output, ChangePolicy changes);

    /**
     * Reads a pack and checks that the plugins it was made with are installed. The pack's own are not loaded.
     *
     * @param locked whether they must be those very jars, and not others of the same names
     * @throws org.septum.api.UserError if it is no pack, is larger than a pack may be, or holds another jar of a plugin than
     *     is installed and {@code locked}
     * @throws org.septum.api.WiringError if no plugin of a name is installed
     */
    Packed open(Path pack, boolean locked);

    /**
     * Writes the plugins' jars of a pack into a folder, with the SHA-256 that its lock gives them. They are not loaded.
     *
     * @param folder made if it is missing
     * @return the jars; one that was there already is among them
     * @throws org.septum.api.UserError if it is no pack, holds no plugins or not those of its lock, or if a file is in the
     *     way; then nothing was written
     */
    List<Path> extractPlugins(Path pack, Path folder);
}
