// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.septum.api.data.Dataset;
import org.septum.api.data.Part;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.engine.sample.Division;
import org.septum.engine.sample.NativeSamples;
import org.septum.engine.sample.Preparation;
import org.septum.engine.sample.Randomness;
import org.septum.engine.sample.Scalings;
import org.septum.services.data.ContactSheet;
import org.septum.services.data.Picture;

/** Shows training samples as the network gets them. */
public record Preview(Experiment experiment, Dataset dataset) {

    /**
     * Makes the pictures.
     *
     * @param samples how many rows
     * @param epochs how many pictures after the first of each row
     */
    public ContactSheet sheet(int samples, int epochs) {
        List<SampleInfo> training =
                Division.of(experiment, dataset.samples()).parts().get(Part.TRAIN);
        Scalings scalings = Scalings.of(experiment.data(), dataset).learned(dataset, training);
        NativeSamples loaded = NativeSamples.of(experiment, dataset, scalings);
        Preparation plain = Preparation.of(experiment, loaded, List.of());
        Preparation augmented =
                Preparation.of(experiment, loaded, experiment.data().augmentations());
        List<ContactSheet.Row> rows = chosen(training, loaded, samples).parallelStream()
                .map(info -> row(info, plain, augmented, epochs))
                .toList();
        return new ContactSheet(experiment.name() + ", seed " + experiment.seed(), dataset.labels(), rows);
    }

    /** Samples with a foreground come first, and of these those of groups that are not yet there. */
    private List<SampleInfo> chosen(List<SampleInfo> training, NativeSamples loaded, int wanted) {
        List<SampleInfo> shuffled = new ArrayList<>(training);
        RandomGenerator random = new Randomness(experiment.seed()).generator("preview");
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            shuffled.set(i, shuffled.set(other, shuffled.get(i)));
        }
        Set<SampleInfo> chosen = new LinkedHashSet<>();
        Set<String> groups = new LinkedHashSet<>();
        for (SampleInfo info : shuffled) {
            if (chosen.size() < wanted && !groups.contains(info.group()) && hasForeground(info, loaded)) {
                groups.add(info.group());
                chosen.add(info);
            }
        }
        for (SampleInfo info : shuffled) {
            if (chosen.size() < wanted && !chosen.contains(info) && hasForeground(info, loaded)) {
                chosen.add(info);
            }
        }
        shuffled.stream().limit(wanted).filter(info -> chosen.size() < wanted).forEach(chosen::add);
        return List.copyOf(chosen);
    }

    private static boolean hasForeground(SampleInfo info, NativeSamples loaded) {
        return Arrays.stream(loaded.load(info).labels().values()).anyMatch(label -> label != 0);
    }

    private static ContactSheet.Row row(SampleInfo info, Preparation plain, Preparation augmented, int epochs) {
        List<Picture> pictures = new ArrayList<>();
        pictures.add(picture("not augmented", info, plain, 0));
        for (int epoch = 1; epoch <= epochs; epoch++) {
            pictures.add(picture("epoch " + epoch, info, augmented, epoch));
        }
        return new ContactSheet.Row(info.id(), pictures);
    }

    private static Picture picture(String caption, SampleInfo info, Preparation preparation, int epoch) {
        Sample prepared = preparation.prepare(info, epoch);
        return new Picture(
                caption,
                preparation.context().middle(prepared.image()),
                prepared.labels().values());
    }
}
