// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.compare;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.septum.api.Printable;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.terminal.TextTable;
import org.septum.services.compare.RunComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code septum compare}. */
@Command(
        name = "compare",
        description =
                "Compare finished runs case by case: means, spreads, differences with intervals and tests, costs.",
        footer = {
            "",
            "Runs that differ in nothing but their seed or fold are one variant. Runs with other test cases, data, classes "
                    + "or definitions of a metric are refused, or compared on what they share with --common-cases. Written "
                    + "are comparison.html (one file, no network), .md, .csv and .tex.",
            "",
            "Example: septum compare runs/ablation-phantom --baseline full"
        })
public final class CompareCommand extends SeptumCommand {

    @Parameters(
            paramLabel = "RUN|FOLDER",
            arity = "1..*",
            description = "Run folders, or folders with runs in them or below.")
    private List<Path> paths;

    @Option(
            names = "--baseline",
            paramLabel = "VARIANT",
            description = "The variant that the others are compared with. Default: baseline or base, or the first.")
    private Optional<String> baseline;

    @Option(
            names = "--common-cases",
            description = "Compare runs with different test cases on those they share, and say so in every table.")
    private boolean commonCases;

    @Option(
            names = "--accept-changes",
            description = "Compare runs although their cases have other images or labels, or their experiment.yaml was "
                    + "edited since, and say so in every table.")
    private boolean acceptChanges;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Where to write. Default: the folder comparison beside the runs.")
    private Optional<Path> output;

    @Option(
            names = "--no-pictures",
            description = "Do not let the models predict the cases that changed most again, for pictures on the page.")
    private boolean noPictures;

    @Override
    public Integer call() {
        RunComparison.Result result = services.comparison()
                .compare(new RunComparison.Request(paths, baseline, commonCases, acceptChanges, output, !noPictures));
        print(result, out());
        return ExitCode.OK;
    }

    /** Prints the tables, what must be known to read them, and where the files are. */
    static void print(RunComparison.Result result, PrintWriter out) {
        result.tables().forEach(table -> {
            TextTable.print(table, out);
            out.println();
        });
        result.warnings().forEach(warning -> out.println("- " + Printable.line(warning)));
        out.println();
        result.files().forEach(out::println);
    }
}
