// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.septum.cli.command.AcceptChanges;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.terminal.TextTable;
import org.septum.common.run.RunFiles;
import org.septum.services.compare.RunComparison;
import org.septum.services.run.Runner;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code septum ensemble}. */
@Command(
        name = "ensemble",
        description =
                "Make one model of several finished runs: of the folds of an ablation, or of runs named one by one.",
        footer = {
            "",
            "An ensemble is a folder with ensemble.json, which names its members; 'predict' takes it in place of a run. Each "
                    + "member predicts on its own grid and with its own scaling, and at the images' own pixels all count alike. "
                    + "Members may differ in everything but their heads and classes.",
            "",
            "Of an ablation with folds, the cross-validated scores are printed and written as well: each case is scored by the "
                    + "model that has not seen it, and intervals are over groups (patients).",
            "",
            "What post-processing the experiment asks for is learnt from these predictions, and kept in the ensemble's record, if "
                    + "all members are the folds of one variant and seed; the scores without and with it are printed then.",
            "",
            "Example: septum ensemble runs/acdc-challenge",
            "Example: septum ensemble runs/a/base/* runs/b/base/* -o runs/both"
        })
public final class EnsembleCommand extends SeptumCommand {

    @Parameters(
            paramLabel = "ABLATION|RUN",
            arity = "1..*",
            description = "The folder of an ablation with folds, or the folders of two or more runs.")
    private List<Path> paths;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description =
                    "The ensemble's folder. Default: ensemble in the ablation's folder, or ensemble-HASH beside the first "
                            + "run.")
    private Optional<Path> output;

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            description =
                    "The variant of the ablation whose runs are taken; may be given several times. Default: all of them")
    private List<String> variants = List.of();

    @Option(
            names = "--average",
            paramLabel = "WHAT",
            defaultValue = "logits",
            description =
                    "What is averaged: logits, as nnU-Net does over folds, or probabilities. Default: ${DEFAULT-VALUE}")
    private String average;

    @Option(
            names = "--without-missing",
            description = "Go on without folds that have not finished; the cases of these folds have no score.")
    private boolean withoutMissing;

    @Mixin
    private AcceptChanges changes;

    @Override
    public Integer call() {
        if (!List.of("logits", "probabilities").contains(average)) {
            throw usage("--average: found '" + average + "', allowed are logits and probabilities");
        }
        boolean ablation = paths.size() == 1 && Files.isRegularFile(paths.get(0).resolve(RunFiles.ABLATION));
        if (!ablation && (!variants.isEmpty() || withoutMissing)) {
            throw usage("--variant and --without-missing are for the folder of an ablation, which has ablation.json");
        }
        Path folder = output.orElseGet(() -> ablation ? paths.get(0).resolve("ensemble") : EnsembleFolder.of(paths));
        List<RunComparison.Folds> folds = ablation ? folds(paths.get(0)) : List.of();
        List<RunComparison.CrossValidated> validated =
                folds.stream().flatMap(each -> each.validated().stream()).toList();
        List<Path> runs = ablation
                ? validated.stream()
                        .flatMap(each -> each.runs().stream())
                        .distinct()
                        .toList()
                : paths;
        Optional<Runner.Rescored> rescored = services.runner()
                .ensemble(new Runner.EnsembleRequest(runs, validated.size() == 1, average, folder), changes.policy());
        Path tables = paths.get(0).resolve("cross-validation");
        folds.forEach(each -> write(each, tables));
        rescored.ifPresent(scores -> write(
                services.comparison().effect(paths.get(0), validated.get(0).name(), scores.without(), scores.with()),
                tables));
        out().println("ensemble of " + runs.size() + " runs: " + folder);
        return ExitCode.OK;
    }

    /** The cross-validated scores of the chosen variants. */
    private List<RunComparison.Folds> folds(Path ablation) {
        List<Optional<String>> chosen = variants.isEmpty()
                ? List.of(Optional.empty())
                : variants.stream().map(Optional::of).toList();
        return chosen.stream()
                .map(variant -> services.comparison().crossValidate(ablation, variant, withoutMissing))
                .toList();
    }

    private void write(RunComparison.PostProcessingEffect effect, Path folder) {
        TextTable.print(effect.table(), out());
        out().println();
        out().println(effect.write().apply(folder));
    }

    private void write(RunComparison.Folds folds, Path folder) {
        folds.validated().forEach(validated -> {
            TextTable.print(validated.table(), out());
            out().println();
        });
        folds.warnings().forEach(this::tell);
        folds.write().apply(folder).forEach(out()::println);
    }
}
