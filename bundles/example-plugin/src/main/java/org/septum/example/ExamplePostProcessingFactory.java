// SPDX-License-Identifier: Apache-2.0
package org.septum.example;

import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.postprocessing.DecidedVolume;
import org.septum.api.postprocessing.PostProcessing;
import org.septum.api.postprocessing.PostProcessingFactory;

/** Creates {@code example-post-processing}: slices in which almost nothing was found are emptied. */
@Component
@PluginType("example-post-processing")
public final class ExamplePostProcessingFactory implements PostProcessingFactory {

    @Override
    public String summary() {
        return "empties slices with little foreground";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.whole("least", 1, Integer.MAX_VALUE, "the pixels of foreground below which a slice is emptied")
                        .or(5));
    }

    @Override
    public PostProcessing create(Arguments arguments) {
        int least = arguments.whole("least");
        return classes -> new ExamplePostProcessing(least);
    }

    /** It has one step, whatever the classes are. */
    private record ExamplePostProcessing(int least) implements PostProcessing.Bound {

        @Override
        public List<String> steps() {
            return List.of("slices with less than " + least + " pixels of foreground");
        }

        @Override
        public void apply(int step, DecidedVolume volume) {
            for (int[] slice : volume.slices()) {
                long foreground =
                        Arrays.stream(slice).filter(decided -> decided > 0).count();
                if (foreground < least) {
                    Arrays.fill(slice, 0);
                }
            }
        }
    }
}
