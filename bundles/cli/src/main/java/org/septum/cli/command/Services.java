// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.septum.api.WiringError;
import org.septum.api.experiment.Section;
import org.septum.cli.machine.DeviceCheck;
import org.septum.services.ablation.AblationRunner;
import org.septum.services.compare.RunComparison;
import org.septum.services.data.DataInspector;
import org.septum.services.data.DataPage;
import org.septum.services.data.PicturePainter;
import org.septum.services.experiment.ExperimentFormat;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.measure.Benchmark;
import org.septum.services.measure.Profiler;
import org.septum.services.plan.Planner;
import org.septum.services.plan.Starter;
import org.septum.services.plugin.PluginVerifier;
import org.septum.services.plugin.Registry;
import org.septum.services.run.ResumeVerifier;
import org.septum.services.run.RunKeeper;
import org.septum.services.run.Runner;

/**
 * What commands work with: the services that do the work, where they are there: {@code plugins} and {@code doctor} find out why
 * one is not.
 *
 * @param version Septum's version
 * @param devices checks where to compute
 * @param finder finds the service of a type; null where there is none
 */
public record Services(String version, DeviceCheck devices, Function<Class<?>, ?> finder) {

    public Registry registry() {
        return require(Registry.class, "registry of components", "org.septum.engine");
    }

    public ExperimentReader reader() {
        return require(ExperimentReader.class, "reader of experiments", "org.septum.config");
    }

    /** The path of the setting that a bare name means; empty where nothing knows. */
    public Optional<String> setting(String name) {
        return find(ExperimentFormat.class).flatMap(format -> format.setting(name));
    }

    /** The sections of experiment files; none where nothing knows. */
    public List<Section> sections() {
        return find(ExperimentFormat.class).map(ExperimentFormat::sections).orElse(List.of());
    }

    public ExperimentFormat format() {
        return require(ExperimentFormat.class, "format of experiments", "org.septum.config");
    }

    public Runner runner() {
        return require(Runner.class, "runner of experiments", "org.septum.engine");
    }

    public ResumeVerifier resumeVerifier() {
        return require(ResumeVerifier.class, "verifier of resumed runs", "org.septum.engine");
    }

    public RunKeeper keeper() {
        return require(RunKeeper.class, "keeper of locks and packs", "org.septum.engine");
    }

    public Benchmark benchmark() {
        return require(Benchmark.class, "benchmark", "org.septum.engine");
    }

    public Profiler profiler() {
        return require(Profiler.class, "profiler", "org.septum.engine");
    }

    public DataInspector inspector() {
        return require(DataInspector.class, "inspector of data", "org.septum.engine");
    }

    public Planner planner() {
        return require(Planner.class, "planner of experiments", "org.septum.planning");
    }

    public Starter starter() {
        return require(Starter.class, "beginner of experiments", "org.septum.planning");
    }

    public DataPage dataPage() {
        return require(DataPage.class, "writer of data pages", "org.septum.reporting");
    }

    public PicturePainter painter() {
        return require(PicturePainter.class, "painter of pictures", "org.septum.reporting");
    }

    public RunComparison comparison() {
        return require(RunComparison.class, "comparison of runs", "org.septum.compare");
    }

    public AblationRunner ablations() {
        return require(AblationRunner.class, "runner of ablations", "org.septum.compare");
    }

    public PluginVerifier verifier() {
        return require(PluginVerifier.class, "verifier of plugins", "org.septum.testkit");
    }

    private <S> Optional<S> find(Class<S> service) {
        return Optional.ofNullable(service.cast(finder.apply(service)));
    }

    private <S> S require(Class<S> service, String name, String bundle) {
        return find(service)
                .orElseThrow(() -> new WiringError("the " + name + " is missing: the bundle " + bundle
                        + " is not installed or did not start; 'septum plugins' says why"));
    }
}
