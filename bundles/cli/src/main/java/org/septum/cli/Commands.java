// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.septum.cli.command.Services;
import org.septum.cli.machine.CudaProbe;
import org.septum.services.ablation.AblationRunner;
import org.septum.services.compare.RunComparison;
import org.septum.services.data.DataInspector;
import org.septum.services.data.DataPage;
import org.septum.services.data.PicturePainter;
import org.septum.services.experiment.ExperimentFormat;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.measure.Benchmark;
import org.septum.services.measure.Profiler;
import org.septum.services.plugin.PluginVerifier;
import org.septum.services.plugin.Registry;
import org.septum.services.run.ResumeVerifier;
import org.septum.services.run.RunKeeper;
import org.septum.services.run.Runner;

/** The service that the launcher calls with the command line; the result is the exit code. */
@Component(service = ToIntFunction.class, property = "launcher.entry=septum")
public final class Commands implements ToIntFunction<String[]> {

    private final String version;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Services services;

    /**
     * The streams are the terminal's, where the libraries' do not lead. Every other service may be missing:
     * {@code plugins} and {@code doctor} are there to find out why.
     */
    @Activate
    public Commands(
            BundleContext context,
            @Reference(target = "(launcher.offers=out)") PrintWriter out,
            @Reference(target = "(launcher.offers=err)") PrintWriter err,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) Registry registry,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) ExperimentReader reader,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) ExperimentFormat format,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) Runner runner,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) ResumeVerifier resumeVerifier,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) RunKeeper keeper,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) Benchmark benchmark,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) Profiler profiler,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) DataInspector inspector,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) DataPage dataPage,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) PicturePainter painter,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) RunComparison comparison,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) AblationRunner ablations,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) PluginVerifier verifier) {
        version = context.getBundle().getVersion().toString();
        this.out = out;
        this.err = err;
        services = new Services(Stream.of(
                        registry,
                        reader,
                        format,
                        runner,
                        resumeVerifier,
                        keeper,
                        benchmark,
                        profiler,
                        inspector,
                        dataPage,
                        painter,
                        comparison,
                        ablations,
                        verifier)
                .filter(Objects::nonNull)
                .toList());
    }

    @Override
    public int applyAsInt(String[] arguments) {
        Septum septum = new Septum(version, services, CudaProbe.ofThisMachine(), Septum.isStartedForCuda());
        return septum.execute(out, err, arguments);
    }
}
