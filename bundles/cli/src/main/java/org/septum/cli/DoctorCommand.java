// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.septum.api.Kind;
import org.septum.api.backend.BackendFactory;
import org.septum.api.run.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code septum doctor}. */
@Command(
        description = "Tells what Septum has to work with: Java, machine, backends, GPU.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:  septum doctor"})
final class DoctorCommand implements Callable<Integer> {

    private final Services services;

    @Spec
    private CommandSpec spec;

    DoctorCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "Java",
                System.getProperty("java.vm.name") + " " + Runtime.version() + " (" + System.getProperty("java.home")
                        + ")");
        facts.put(
                "OS",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        facts.putAll(new Processor().facts());
        facts.put("Java heap", Runtime.getRuntime().maxMemory() / (1 << 20) + " MB at most; tensors lie outside it");
        facts.put("GPU", services.cudaProbe().describe());
        for (Registry.Entry entry : services.registry().components()) {
            if (entry.kind() == Kind.BACKEND) {
                ((BackendFactory) entry.factory())
                        .diagnose()
                        .forEach((heading, text) -> facts.put("backend " + entry.type() + ", " + heading, text));
            }
        }
        print(facts, spec.commandLine().getOut());
        return ExitCode.DONE;
    }

    private static void print(Map<String, String> facts, PrintWriter out) {
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        facts.forEach((heading, text) -> out.println(heading + " ".repeat(width - heading.length() + 2) + text));
    }
}
