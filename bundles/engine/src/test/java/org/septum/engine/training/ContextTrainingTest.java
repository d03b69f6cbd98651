// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.data.Dataset;
import org.septum.api.data.Image;
import org.septum.api.data.Part;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.report.CaseView;
import org.septum.engine.MadeData;
import org.septum.engine.SmallTraining;
import org.septum.engine.StoppedTraining;
import org.septum.engine.evaluation.CaseViewer;
import org.septum.engine.inference.SliceInference;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.record.RunFingerprint;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.services.run.ResumeVerifier.Group;

/** {@code data.context} is nothing but a dataset whose images have three channels. */
class ContextTrainingTest {

    @TempDir
    private Path folder;

    /** Volumes of four, four, two and two slices. */
    private static MadeData volumes() {
        MadeData data = new MadeData();
        int[] slices = {4, 4, 2, 2};
        for (int volume = 0; volume < slices.length; volume++) {
            for (int slice = 0; slice < slices[volume]; slice++) {
                data.add("patient" + volume, "v" + volume, slice, Optional.empty());
            }
        }
        return data;
    }

    /** The same with three channels made by hand: the slice before, the slice and the slice after. */
    private record ThreeChannels(MadeData slices) implements Dataset {
        @Override
        public List<SampleInfo> samples() {
            return slices.samples();
        }

        @Override
        public int channels() {
            return 3;
        }

        @Override
        public List<String> labels() {
            return slices.labels();
        }

        @Override
        public Sample load(SampleInfo info) {
            float[] before = values(info, -1);
            float[] values = Arrays.copyOf(before, 3 * before.length);
            System.arraycopy(values(info, 0), 0, values, before.length, before.length);
            System.arraycopy(values(info, 1), 0, values, 2 * before.length, before.length);
            Image image = new Image(3, MadeData.SIZE, MadeData.SIZE, values);
            return new Sample(info, image, slices.load(info).labels());
        }

        private float[] values(SampleInfo info, int step) {
            List<SampleInfo> all = slices.samples();
            int at = all.indexOf(info) + step;
            boolean inside = at >= 0 && at < all.size() && all.get(at).volume().equals(info.volume());
            return slices.load(inside ? all.get(at) : info).image().values();
        }
    }

    private static SmallTraining training(Dataset dataset, int context) {
        SmallTraining training = new SmallTraining();
        training.dataset = dataset;
        training.context = context;
        training.augmentBy((image, random) -> {
            for (int i = 0; i < image.values().length; i++) {
                image.values()[i] += (float) random.nextGaussian();
            }
        });
        return training;
    }

    private RunFingerprint trained(String name, SmallTraining training) {
        StoppedTraining run = training.in(new RunDirectory(folder.resolve(name)));
        run.trainUntil(SmallTraining.EPOCHS * SmallTraining.STEPS_PER_EPOCH);
        return run.fingerprint();
    }

    private static List<String> different(RunFingerprint one, RunFingerprint other) {
        return one.compare(other).stream()
                .filter(group -> !group.different().isEmpty())
                .map(Group::name)
                .toList();
    }

    /** Weights, statistics, losses of all steps and scores of all epochs, with spatial and intensity augmentation. */
    @Test
    void trainsAndEvaluatesToTheBitAsThreeChannelsMadeByHand() {
        RunFingerprint context = trained("context", training(volumes(), 1));
        assertThat(different(context, trained("by hand", training(new ThreeChannels(volumes()), 0))))
                .isEmpty();
        assertThat(different(context, trained("none", training(volumes(), 0)))).contains("weights", "scores");
    }

    @Test
    void picturesShowTheSliceInTheMiddle() {
        SmallTraining small = training(volumes(), 1);
        try (Setup setup = Setup.of(small.experiment(), new PlanningGraphCompiler());
                OpenedModel model = OpenedModel.forTraining(setup.network(), small.backend(), 2)) {
            CaseViewer viewer =
                    new CaseViewer(setup, SliceInference.of(setup, model, false).forPictures(), Part.TRAIN);
            List<float[]> shown = new ArrayList<>();
            for (CaseView view : viewer.of("structures", "v1")) {
                assertThat(view.image().channels()).isEqualTo(1);
                shown.add(view.image().values());
            }
            List<float[]> slices = volumes().samples().stream()
                    .filter(info -> info.volume().equals("v1"))
                    .map(info -> volumes().load(info).image().values())
                    .toList();
            assertThat(shown).usingRecursiveComparison().isEqualTo(slices);
        }
    }
}
