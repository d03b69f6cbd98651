// SPDX-License-Identifier: Apache-2.0
package org.septum.postprocessing;

import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.postprocessing.DecidedVolume;
import org.septum.api.postprocessing.PostProcessing;
import org.septum.api.postprocessing.PostProcessingFactory;

/**
 * Creates post-processings that keep the largest connected component of all foreground together, and that of each class
 * (Isensee et al., "nnU-Net: a self-configuring method for deep learning-based biomedical image segmentation", Nature Methods
 * 2021). Components reach through the slices of a volume; of equally large ones the first is kept.
 */
@Component
@PluginType("largest-component")
public final class LargestComponentFactory implements PostProcessingFactory {

    private static final String FOREGROUND = "foreground";
    private static final String CLASS = "class";

    private static final Option OF = Option.choice(
                    "of",
                    List.of("both", FOREGROUND, CLASS),
                    "of all foreground classes together, of each class, or first the one and then the other as nnU-Net tries"
                            + " it")
            .or("both");

    private static final Option CONNECTIVITY = Option.choice(
                    "connectivity",
                    List.of("corners", "sides"),
                    "whether pixels that share no more than a corner belong together: 26 neighbours in a volume, or 6")
            .or("corners");

    @Override
    public String summary() {
        return "keeps the largest connected component of all foreground, and of each class";
    }

    @Override
    public Options options() {
        return Options.of(OF, ClassSteps.CLASSES, CONNECTIVITY);
    }

    @Override
    public PostProcessing create(Arguments arguments) {
        String of = arguments.text(OF.name());
        Components.Neighbours neighbours = arguments.text(CONNECTIVITY.name()).equals("corners")
                ? Components.Neighbours.VOLUME_CORNERS
                : Components.Neighbours.VOLUME_SIDES;
        PostProcessing ofForeground = classes -> new ClassSteps(
                List.of("largest component of the foreground"),
                List.of(0),
                (volume, background) -> keepLargest(volume, neighbours, background, false));
        PostProcessing ofEach = classes -> ClassSteps.of(
                arguments,
                classes,
                "largest component of",
                (volume, classIndex) -> keepLargest(volume, neighbours, classIndex, true));
        return switch (of) {
            case FOREGROUND -> ofForeground;
            case CLASS -> ofEach;
            default -> classes -> new Both(ofForeground.bind(classes), ofEach.bind(classes));
        };
    }

    private static void keepLargest(
            DecidedVolume volume, Components.Neighbours neighbours, int classIndex, boolean equal) {
        Components components = Components.of(volume, decided -> (decided == classIndex) == equal, neighbours);
        int largest = components.largest();
        components.keep(volume, component -> component == largest);
    }

    /** One after the other. */
    private record Both(PostProcessing.Bound first, PostProcessing.Bound second) implements PostProcessing.Bound {

        @Override
        public List<String> steps() {
            return Stream.concat(first.steps().stream(), second.steps().stream())
                    .toList();
        }

        @Override
        public void apply(int step, DecidedVolume volume) {
            int own = first.steps().size();
            if (step < own) {
                first.apply(step, volume);
            } else {
                second.apply(step - own, volume);
            }
        }
    }
}
