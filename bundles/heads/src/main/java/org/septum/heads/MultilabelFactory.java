// SPDX-License-Identifier: Apache-2.0
package org.septum.heads;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.head.Head;
import org.septum.api.head.HeadFactory;
import org.septum.api.head.TargetEncoding;

/** The head {@code multilabel}: {@link MultilabelHead}. */
@Component
@PluginType("multilabel")
public final class MultilabelFactory implements HeadFactory {

    @Override
    public String summary() {
        return "one logit per region and pixel: regions are sets of labels and may overlap";
    }

    @Override
    public Options options() {
        return Options.of(MultilabelHead.OPTION, PixelClassifier.INITIALIZATION);
    }

    @Override
    public Head create(Arguments arguments) {
        if (!arguments.has(MultilabelHead.OPTION.name())) {
            return new OfDataset(arguments);
        }
        Map<String, List<String>> regions = new LinkedHashMap<>();
        arguments
                .mapping(MultilabelHead.OPTION.name(), List.class)
                .forEach((name, labels) -> regions.put(name, texts(labels)));
        return new MultilabelHead(arguments, regions);
    }

    private static List<String> texts(List<?> labels) {
        return labels.stream().map(String.class::cast).toList();
    }

    /** Decides the regions that the dataset knows of. */
    private record OfDataset(Arguments arguments) implements Head {

        @Override
        public TargetEncoding encoding() {
            return TargetEncoding.MASK;
        }

        @Override
        public Bound bind(List<String> labels) {
            return bind(labels, Map.of());
        }

        @Override
        public Bound bind(List<String> labels, Map<String, List<String>> regions) {
            if (regions.isEmpty()) {
                throw arguments.error(
                        MultilabelHead.OPTION.name(),
                        "must be given, because the dataset knows of no regions; its labels are "
                                + String.join(", ", labels));
            }
            return new MultilabelHead(arguments, regions).bind(labels);
        }
    }
}
