// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.plugin;

import java.nio.file.Path;
import java.util.List;
import javax.lang.model.SourceVersion;
import org.septum.cli.command.SeptumCommand;
import org.septum.common.text.NearestName;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code septum new-plugin}. */
@Command(
        name = "new-plugin",
        description = "Write a Maven project with one working component, a test of it and an experiment that uses it.",
        footer = {
            "",
            "The component is small and complete, to be changed into your own; README.md in the project has the commands "
                    + "to build, verify and run it. It needs nothing of Septum's source: 'mvn install' in Septum once puts "
                    + "the contracts and the test kit where Maven finds them.",
            "",
            "Example: septum new-plugin edge-loss --kind loss -o ~/edge-loss"
        })
public final class NewPluginCommand extends SeptumCommand {

    @Parameters(
            paramLabel = "NAME",
            description = "The component's type name, as experiments will use it: lower case words joined by hyphens.")
    private String name;

    @Option(
            names = "--kind",
            required = true,
            paramLabel = "KIND",
            description = {
                "What to make:",
                "loss, metric, augmentation, block, skip, dataset, sampling, optimizer, schedule, checkpoint-policy, "
                        + "stopping-rule or post-processing"
            })
    private String kind;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The project's folder, which must not hold anything yet. Default: NAME in the current folder")
    private Path output;

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            description = "The Java package and Maven group. Default: plugin. and the name without hyphens")
    private String packageName;

    @Override
    public Integer call() {
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw usage("the name '" + name + "' is not lower case words joined by hyphens, for example edge-loss");
        }
        List<String> kinds = PluginProject.KINDS;
        if (!kinds.contains(kind)) {
            throw usage("--kind " + kind + ": there is no template of this kind" + NearestName.advice(kind, kinds)
                    + "; there are " + String.join(", ", kinds));
        }
        String javaPackage = packageName == null ? "plugin." + name.replace("-", "") : packageName;
        checkPackage(javaPackage);
        warnOfNamesakes();
        Path folder = output == null ? Path.of(name) : output;
        new PluginProject(PluginProject.septumHome(), name, kind, javaPackage).write(folder);
        out().println(folder);
        tell(folder.resolve("README.md") + " has the commands to go on with.");
        return ExitCode.OK;
    }

    /** A name that is taken works only with its version. */
    private void warnOfNamesakes() {
        services.registry().components().stream()
                .filter(entry -> entry.type().equals(name)
                        && entry.kind().label().replace(' ', '-').equals(kind))
                .forEach(entry -> tell("warning: there is " + entry.kind().described() + " '" + name
                        + "' already, of "
                        + entry.bundle() + " " + entry.version() + "; experiments that mean yours must write '"
                        + name + "@VERSION', and a bare '" + name
                        + "' becomes an error; another name is the better choice"));
    }

    private void checkPackage(String javaPackage) {
        for (String word : javaPackage.split("\\.", -1)) {
            if (!word.matches("[a-z][a-z0-9_]*") || SourceVersion.isKeyword(word)) {
                throw usage("--package " + javaPackage + ": '" + word
                        + "' cannot be part of a package's name; org.example.edges is an example");
            }
        }
        if (javaPackage.equals("org.septum") || javaPackage.startsWith("org.septum.")) {
            throw usage("--package " + javaPackage + ": packages of org.septum are Septum's own; choose another");
        }
    }
}
