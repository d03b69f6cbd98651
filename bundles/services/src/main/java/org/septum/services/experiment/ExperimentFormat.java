// SPDX-License-Identifier: Apache-2.0
package org.septum.services.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.septum.api.experiment.Section;

/** What an experiment file may hold, for editors and documentation. */
@ProviderType
public interface ExperimentFormat {

    /** The file's own keys, without those of components, in the order of a resolved experiment. */
    List<Section> sections();

    /**
     * Which setting a bare name means, by its own name or by what other tools call it.
     *
     * @param name for example {@code epochs} or {@code lr}
     * @return its path, as {@code --set} takes it, for example {@code training.epochs}; empty if nothing is known of it
     */
    Optional<String> setting(String name);

    /**
     * A JSON Schema of experiment files and of fragments for {@code extends}, with the components that are installed now.
     *
     * @return made of maps, lists, texts, numbers and booleans
     */
    Map<String, Object> schema();
}
