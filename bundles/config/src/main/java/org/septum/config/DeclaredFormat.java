// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.septum.api.experiment.Section;
import org.septum.config.schema.FileSchema;
import org.septum.config.section.FileSections;
import org.septum.config.section.Synonyms;
import org.septum.services.experiment.ExperimentFormat;
import org.septum.services.plugin.Registry;

/** Tells what experiment files may hold from the declarations by which they are read. */
@Component
public final class DeclaredFormat implements ExperimentFormat {

    private final Registry registry;

    @Activate
    public DeclaredFormat(@Reference Registry registry) {
        this.registry = registry;
    }

    @Override
    public List<Section> sections() {
        return FileSections.ALL;
    }

    @Override
    public Optional<String> setting(String name) {
        return Synonyms.path(name);
    }

    @Override
    public Map<String, Object> schema() {
        return new FileSchema(registry.components()).document();
    }
}
