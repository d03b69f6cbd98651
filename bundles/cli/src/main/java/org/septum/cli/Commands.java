// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.io.PrintWriter;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.septum.cli.command.Services;
import org.septum.cli.machine.CudaProbe;
import org.septum.cli.machine.DeviceCheck;

/** The service that the launcher calls with the command line; the result is the exit code. */
@Component(service = ToIntFunction.class, property = "launcher.entry=septum")
public final class Commands implements ToIntFunction<String[]> {

    private final BundleContext context;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * The streams are the terminal's, where the libraries' do not lead. Every other service is looked for when a command asks
     * for it: commands that need none work without.
     */
    @Activate
    public Commands(
            BundleContext context,
            @Reference(target = "(launcher.offers=out)") PrintWriter out,
            @Reference(target = "(launcher.offers=err)") PrintWriter err) {
        this.context = context;
        this.out = out;
        this.err = err;
    }

    @Override
    public int applyAsInt(String[] arguments) {
        String version = context.getBundle().getVersion().toString();
        // The launcher has put ND4J's CUDA build on the class path then.
        boolean startedForCuda = "cuda".equals(System.getProperty("septum.device"));
        DeviceCheck devices = new DeviceCheck(CudaProbe.ofThisMachine(), startedForCuda);
        return new Septum(new Services(version, devices, this::service)).execute(out, err, arguments);
    }

    /** Null where there is none, or where it could not be made. */
    private Object service(Class<?> type) {
        ServiceReference<?> found = context.getServiceReference(type);
        return found == null ? null : context.getService(found);
    }
}
