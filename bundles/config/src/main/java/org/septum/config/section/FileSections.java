// SPDX-License-Identifier: Apache-2.0
package org.septum.config.section;

import java.util.List;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.experiment.DataSection;
import org.septum.api.experiment.EvaluationSection;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.HeadSection;
import org.septum.api.experiment.ModelSection;
import org.septum.api.experiment.RuntimeSection;
import org.septum.api.experiment.Section;
import org.septum.api.experiment.TrainingSection;

/** The sections of an experiment file: the ablation's keys are declared here, the others where their values are. */
public final class FileSections {

    private static final OptionType TEXT = new OptionType.Text();

    public static final Section ABLATION = new Section(
            "ablation",
            "Variants of the experiment that septum ablate trains and compares.",
            Options.of(
                    Option.text(
                                    "baseline",
                                    "the name of the experiment without overrides, with which the variants are"
                                            + " compared")
                            .or("base"),
                    Option.mapping(
                                    "variants",
                                    new OptionType.Mapping(TEXT),
                                    "names with overrides, for example no-skip: {model.skip: none}")
                            .optional(),
                    Option.mapping(
                                    "grid",
                                    new OptionType.Listing(TEXT, 1, Integer.MAX_VALUE),
                                    "settings with lists of values, for example model.depth: [2, 3]; every combination is"
                                            + " a variant")
                            .optional(),
                    new Option(
                            "seeds",
                            new OptionType.Listing(new OptionType.Whole(0, Long.MAX_VALUE), 1, 1000),
                            Option.Necessity.OPTIONAL,
                            null,
                            "each variant is trained with each of them; otherwise with the experiment's own"),
                    Option.whole("folds", 2, 10_000, "folds of a cross-validation, in each of which all is trained")
                            .optional(),
                    Option.component("executor", Kind.EXECUTOR, "where the trainings run")
                            .or("local")));

    /** All sections in the order of a resolved experiment. */
    public static final List<Section> ALL = List.of(
            Experiment.DECLARED,
            DataSection.DECLARED,
            ModelSection.DECLARED,
            HeadSection.DECLARED,
            TrainingSection.DECLARED,
            EvaluationSection.DECLARED,
            RuntimeSection.DECLARED,
            ABLATION);

    /** Those that stand beside the own options of a component. */
    private static final List<Section> BESIDE = List.of(ModelSection.DECLARED, HeadSection.DECLARED);

    /** Those that stand by themselves under a key of their own. */
    public static final List<Section> APART = ALL.stream()
            .filter(section -> !section.path().isEmpty() && !BESIDE.contains(section))
            .toList();

    /** The file's uppermost keys, sections among them, in the order of a resolved experiment. */
    public static final List<String> KEYS = List.of(
            "septum",
            "name",
            "seed",
            "extends",
            "data",
            "model",
            "heads",
            "optimizer",
            "training",
            "evaluation",
            "checkpoint",
            "report",
            "runtime",
            "ablation");

    private FileSections() {}

    /** The keys that stand beside a component's own options, by the keys that lead to it. */
    public static List<String> beside(List<String> path) {
        return BESIDE.stream()
                .filter(section -> section.path()
                        .replace("NAME", path.get(path.size() - 1))
                        .equals(String.join(".", path)))
                .findFirst()
                .map(section -> section.options().names())
                .orElse(List.of());
    }
}
