// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.measure;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import org.septum.api.Kind;
import org.septum.api.backend.BackendFactory;
import org.septum.cli.command.SeptumCommand;
import org.septum.common.machine.Processor;
import org.septum.services.plugin.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code septum doctor}. */
@Command(
        name = "doctor",
        description = "Tell what Septum finds on this machine: Java, processor, memory, GPU, and what each backend can"
                + " use of it.",
        footer = {"", "Its output belongs into every report of a problem.", "", "Example: septum doctor"})
public final class DoctorCommand extends SeptumCommand {

    private static final int HEADING = 15;
    private static final double GB = 1L << 30;

    @Override
    public Integer call() {
        fact("Septum", services.version());
        fact(
                "Java",
                System.getProperty("java.version") + ", " + System.getProperty("java.vm.name") + " of "
                        + System.getProperty("java.vendor") + ", " + System.getProperty("java.home"));
        fact(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        Processor processor = Processor.ofThisMachine();
        fact("processor", processor.model().isEmpty() ? "unknown" : processor.model());
        fact("features", processor.features().isEmpty() ? "none known" : String.join(", ", processor.features()));
        fact("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        fact("memory", memory());
        fact("GPU", services.devices().gpu());
        for (Registry.Installed entry : services.registry().components()) {
            if (entry.kind() == Kind.BACKEND) {
                diagnose(entry);
            }
        }
        return ExitCode.OK;
    }

    private void diagnose(Registry.Installed entry) {
        out().println();
        out().println("backend " + entry.type() + " (" + entry.bundle() + " " + entry.version() + ")");
        try {
            Map<String, String> facts = ((BackendFactory) entry.factory()).diagnose();
            facts.forEach(this::fact);
        } catch (RuntimeException | LinkageError e) {
            // A backend must not throw here; if a stranger's does, the others are still worth asking.
            fact("problem", e.toString());
        }
    }

    private static String memory() {
        String heap = String.format(
                Locale.ROOT, "%.1f GB for Java's heap", Runtime.getRuntime().maxMemory() / GB);
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? String.format(Locale.ROOT, "%.1f GB, of which up to %s", system.getTotalMemorySize() / GB, heap)
                : "up to " + heap;
    }

    private void fact(String heading, String text) {
        String start = "  " + heading + " ".repeat(Math.max(1, HEADING - heading.length()));
        out().println(start + text.replace("\n", "\n" + " ".repeat(start.length())));
    }
}
