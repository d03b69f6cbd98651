// SPDX-License-Identifier: Apache-2.0
package org.septum.example;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.Dataset;
import org.septum.api.data.DatasetFactory;
import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;

/** Creates {@code example-dataset}: bright squares on noise, made up as they are loaded. */
@Component
@PluginType("example-dataset")
public final class ExampleDatasetFactory implements DatasetFactory {

    @Override
    public String summary() {
        return "made up pictures of a bright square on noise";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.whole("patients", 1, 10_000, "how many pictures, each of a patient of its own")
                        .or(40),
                Option.whole("pixels", 16, 1024, "height and width").or(64));
    }

    @Override
    public Dataset create(Arguments arguments) {
        return new ExampleDataset(arguments.whole("patients"), arguments.whole("pixels"));
    }

    private record ExampleDataset(int patients, int pixels) implements Dataset {

        private static final Spacing SPACING = new Spacing(1.5, 1.5, 8);

        @Override
        public List<SampleInfo> samples() {
            return IntStream.range(0, patients).mapToObj(ExampleDataset::info).toList();
        }

        private static SampleInfo info(int patient) {
            String id = "patient-" + patient;
            return new SampleInfo(
                    id, id, id, 0, Optional.of(SPACING), Optional.empty(), "made up", Map.of("number", "" + patient));
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public List<String> labels() {
            return List.of("background", "square");
        }

        /** The same picture for the same patient each time. */
        @Override
        public Sample load(SampleInfo info) {
            SplittableRandom random =
                    new SplittableRandom(Long.parseLong(info.attributes().get("number")));
            int size = pixels / 4 + random.nextInt(pixels / 4);
            int top = random.nextInt(pixels - size);
            int left = random.nextInt(pixels - size);
            float[] intensities = new float[pixels * pixels];
            int[] labels = new int[pixels * pixels];
            for (int i = 0; i < labels.length; i++) {
                int row = i / pixels - top;
                int column = i % pixels - left;
                labels[i] = row >= 0 && row < size && column >= 0 && column < size ? 1 : 0;
                intensities[i] = 0.25f + 0.5f * labels[i] + 0.1f * (float) random.nextGaussian();
            }
            return new Sample(info, new Image(1, pixels, pixels, intensities), new LabelMap(pixels, pixels, labels));
        }
    }
}
