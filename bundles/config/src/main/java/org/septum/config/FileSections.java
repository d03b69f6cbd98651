// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.util.List;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.services.experiment.ExperimentFormat.Section;

/** The experiment file's own keys, declared once: the reader, the JSON Schema and the documentation come from here. */
final class FileSections {

    private static final int MOST = 1_000_000;
    private static final OptionType TEXT = new OptionType.Text();

    static final Section ROOT = new Section(
            "",
            "An experiment: what is trained on what, and how it is judged.",
            Options.of(
                    Option.whole("septum", 1, 1, "the version of this format"),
                    Option.text("name", "names the run's folder: letters, digits, dots, hyphens and underscores"),
                    Option.whole("seed", 0, Long.MAX_VALUE, "all randomness comes from it")
                            .or(1),
                    new Option(
                            "extends",
                            new OptionType.OneOrMore(TEXT),
                            Option.Necessity.OPTIONAL,
                            null,
                            "files to start from, relative to this one; later ones win over earlier ones, and what stands"
                                    + " here wins over all"),
                    Option.component("model", Kind.MODEL, "the network"),
                    Option.mapping(
                            "heads",
                            new OptionType.Nested(Kind.HEAD),
                            "the network's outputs by name, each with its loss and metrics"),
                    Option.component("optimizer", Kind.OPTIMIZER, "changes the weights after each step")
                            .or("adam"),
                    components(
                            "checkpoint",
                            Kind.CHECKPOINT_POLICY,
                            List.of("last"),
                            "which weights are kept; the first policy that selects some says which are tested"),
                    components(
                            "report",
                            Kind.REPORTER,
                            List.of("console", "csv", "html"),
                            "who is told how the run goes")));

    static final Section DATA = new Section(
            "data",
            "The data, how they are divided, and what is done to them before the network sees them.",
            Options.of(
                    Option.component("dataset", Kind.DATASET, "where the samples come from"),
                    Option.component("split", Kind.SPLIT, "how samples become training, validation and test")
                            .or("by-group"),
                    new Option(
                            "size",
                            new OptionType.Listing(new OptionType.Whole(1, 16384), 2, 2),
                            Option.Necessity.REQUIRED,
                            null,
                            "height and width of the network's input, in pixels"),
                    Option.whole("batch-size", 1, MOST, "samples in a step").or(4),
                    Option.flag(
                                    "drop-last",
                                    "whether an epoch leaves its last training batch out where it is smaller than the others:"
                                            + " the running statistics of batch norm count it like a full one, and the model"
                                            + " that is tested has seen it last; not by default, as in PyTorch")
                            .or(false),
                    components(
                            "intensity",
                            Kind.INTENSITY,
                            List.of(),
                            "scalings of the intensities, one after another, before resampling"),
                    Option.component("grid", Kind.GRID, "how the network's pixels lie on an image")
                            .or("resize"),
                    components(
                            "augment",
                            Kind.AUGMENTATION,
                            List.of(),
                            "changes of the training samples; the spatial ones are composed and resampled once")));

    /** Beside the model's own options. */
    static final Section MODEL = new Section(
            "model",
            "The network; these keys stand beside the model's own options.",
            Options.of(
                    Option.text("weights", "a safetensors file to start from").optional()));

    /** Beside the head's own options. */
    static final Section HEAD = new Section(
            "heads.NAME",
            "An output of the network; these keys stand beside the head's own options.",
            Options.of(
                    Option.component("loss", Kind.LOSS, "what training makes small"),
                    components("metrics", Kind.METRIC, List.of(), "scores of its predictions; each type once"),
                    Option.real("weight", 0, MOST, "of its loss in the total").or(1)));

    static final Section TRAINING = new Section(
            "training",
            "How long is trained, and what interrupts it.",
            Options.of(
                    Option.whole("epochs", 1, MOST, "passes over the training samples"),
                    components("stop", Kind.STOPPING_RULE, List.of(), "what may end the run before its last epoch"),
                    Option.whole(
                                    "save-every",
                                    0,
                                    MOST,
                                    "after how many steps the state is saved from which a run can be resumed; 0 for the"
                                            + " ends of epochs alone, where it always is")
                            .or(0),
                    Option.choice(
                                    "on-invalid-loss",
                                    List.of("stop", "skip"),
                                    "what a loss that is not finite does: end the run, or leave the step out and count it")
                            .or("stop"),
                    Option.whole(
                                    "recalibrate-norm",
                                    0,
                                    MOST,
                                    "over how many training batches the statistics of batch normalization are estimated"
                                            + " anew before each validation and checkpoint, for example 40 (Wu and"
                                            + " Johnson 2021); 0 keeps the running ones")
                            .or(0)));

    static final Section EVALUATION = new Section(
            "evaluation",
            "How predictions are scored.",
            Options.of(
                    Option.choice(
                                    "resolution",
                                    List.of("image", "grid"),
                                    "on which pixels: the image's own, or the network's grid")
                            .or("image"),
                    Option.flag(
                                    "flip",
                                    "whether the logits are averaged over the image and its three mirror images in the"
                                            + " test")
                            .or(false)));

    static final Section RUNTIME = new Section(
            "runtime",
            "What computes.",
            Options.of(
                    Option.text("backend", "a backend's type, or auto for the fastest that runs here")
                            .or("auto"),
                    Option.choice("device", List.of("cpu", "cuda"), "where to compute")
                            .or("cpu"),
                    Option.choice(
                                    "precision",
                                    List.of("auto", "float32", "bfloat16"),
                                    "of the network's values; auto takes bfloat16 where the processor has instructions for"
                                            + " it")
                            .or("auto"),
                    Option.whole("threads", 1, 1024, "compute threads; auto, as when left out, for all cores")
                            .optional(),
                    Option.whole("loader-threads", 1, 64, "threads that load and augment samples")
                            .or(1)));

    static final Section ABLATION = new Section(
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
    static final List<Section> ALL = List.of(ROOT, DATA, MODEL, HEAD, TRAINING, EVALUATION, RUNTIME, ABLATION);

    /** The file's uppermost keys, sections among them, in the order of a resolved experiment. */
    static final List<String> KEYS = List.of(
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

    /** A list of components; the default holds type names. */
    private static Option components(String name, Kind kind, List<String> byDefault, String documentation) {
        return new Option(
                name,
                new OptionType.Listing(new OptionType.Nested(kind), 0, Integer.MAX_VALUE),
                Option.Necessity.DEFAULTED,
                byDefault,
                documentation);
    }
}
