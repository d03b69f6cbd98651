// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.ensemble;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.engine.data.HashedDataset;
import org.septum.engine.inference.AveragedSlices;
import org.septum.engine.inference.Averaging;
import org.septum.engine.inference.Inference;
import org.septum.engine.inference.PredictedSlice;
import org.septum.engine.inference.SliceInference;
import org.septum.engine.inference.SlicePredictor;
import org.septum.engine.network.BackendChoice;
import org.septum.engine.network.Network;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.reuse.LoadedRun;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Labelling;
import org.septum.engine.sample.NativeSamples;
import org.septum.engine.sample.Preparation;
import org.septum.engine.sample.Scalings;
import org.septum.engine.setup.Setup;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.plugin.Registry;

/**
 * The models of an ensemble, opened to predict the samples of one dataset together. Each reads the samples by its own
 * experiment: with its own scaling, on its own grid. What they keep of the samples in memory is what one run would keep.
 */
public final class OpenedMembers implements SlicePredictor, AutoCloseable {

    private final Setup setup;
    private final Averaging averaging;
    private final List<SliceInference> predictors = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    /**
     * @param setup the samples and what they are scored by; its heads are those of the first member
     * @param experiments gives each member's experiment the data that are predicted
     * @param flip whether to average over mirror images even where a member's experiment does not
     */
    public OpenedMembers(
            Setup setup,
            Members members,
            Function<LoadedRun, Experiment> experiments,
            GraphCompiler compiler,
            Registry registry,
            boolean flip) {
        this.setup = setup;
        this.averaging = members.averaging();
        try {
            for (LoadedRun run : members.runs()) {
                open(run, experiments.apply(run), members.runs().size(), compiler, registry, flip);
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void open(
            LoadedRun run,
            Experiment experiment,
            int members,
            GraphCompiler compiler,
            Registry registry,
            boolean flip) {
        HashedDataset dataset = Setup.dataset(experiment);
        opened.add(dataset);
        Scalings plain = Scalings.of(experiment.data(), dataset);
        Scalings scalings = run.recorded().figuresFor(plain).map(plain::with).orElse(plain);
        NativeSamples samples = NativeSamples.of(experiment, dataset, scalings, members);
        List<ActiveHead> heads = ActiveHead.of(experiment.heads(), Labelling.of(dataset));
        Network network = new Network(compiler, experiment, dataset.channels(), heads);
        int batch = experiment.data().batchSize();
        OpenedModel model =
                OpenedModel.forInference(network, BackendChoice.of(experiment, registry), batch, run.checkpoint());
        opened.add(model);
        boolean mirrors = flip || experiment.evaluation().flip();
        predictors.add(new SliceInference(
                new Inference(model, mirrors),
                Preparation.of(experiment, samples, List.of()),
                setup.loaders(),
                batch,
                false));
    }

    /** The models, in the members' order. */
    public List<OpenedModel> models() {
        return predictors.stream()
                .map(predictor -> predictor.inference().model())
                .toList();
    }

    @Override
    public Iterator<PredictedSlice> over(List<SampleInfo> slices, Watcher watcher) {
        List<Iterator<PredictedSlice>> each = new ArrayList<>();
        predictors.forEach(predictor -> each.add(predictor.over(slices, watcher)));
        return new AveragedSlices(each, setup.heads(), averaging);
    }

    @Override
    public void close() {
        for (int i = opened.size() - 1; i >= 0; i--) {
            try {
                opened.get(i).close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        opened.clear();
    }
}
