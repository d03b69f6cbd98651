// SPDX-License-Identifier: Apache-2.0
package org.septum.api.experiment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;

/**
 * A checked experiment: every component chosen, every default filled in.
 *
 * @param file the file it was read from
 * @param values of the declared keys; what stands beside the options of model and heads is in their sections
 * @param resolved the whole experiment as YAML without {@code extends}; reads back to the same experiment. Of a place
 *     ({@link #PLACES}) that is given by the environment it has the reference, of anything else the value
 * @param settings what {@link #resolved} sets, value by value, by the paths that {@code --set} takes
 * @param environment the variables that were read, or would have been if they were set
 */
public record Experiment(
        Path file,
        Arguments values,
        DataSection data,
        ModelSection model,
        List<HeadSection> heads,
        TrainingSection training,
        EvaluationSection evaluation,
        RuntimeSection runtime,
        String resolved,
        Map<String, String> settings,
        Set<String> environment) {

    /** The uppermost keys of its file that are no sections. */
    public static final Section DECLARED = new Section(
            "",
            "An experiment: what is trained on what, and how it is judged.",
            Options.of(
                    Option.whole("septum", 1, 1, "the version of this format"),
                    Option.text("name", "names the run's folder: letters, digits, dots, hyphens and underscores"),
                    Option.whole("seed", 0, Long.MAX_VALUE, "all randomness comes from it")
                            .or(1),
                    new Option(
                            "extends",
                            new OptionType.OneOrMore(new OptionType.Text()),
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
                    Section.components(
                            "checkpoint",
                            Kind.CHECKPOINT_POLICY,
                            List.of("last"),
                            "which weights are kept; the first policy that selects some says which are tested"),
                    Section.components(
                            "report",
                            Kind.REPORTER,
                            List.of("console", "csv", "html"),
                            "who is told how the run goes")));

    /**
     * The settings that say where something lies, which may differ from machine to machine: what lies there is compared
     * instead.
     */
    public static final List<String> PLACES = List.of("data.dataset.root", "data.split.file", "model.weights");

    /**
     * An experiment made by code; its values are checked as {@link Section#values} does.
     *
     * @param name names the run directory
     * @param seed all randomness comes from it
     * @param checkpoints which weights are kept
     * @param reporters who is told how the run goes
     */
    public Experiment(
            String name,
            Path file,
            long seed,
            DataSection data,
            ModelSection model,
            List<HeadSection> heads,
            Component optimizer,
            TrainingSection training,
            EvaluationSection evaluation,
            List<Component> checkpoints,
            List<Component> reporters,
            RuntimeSection runtime,
            String resolved,
            Map<String, String> settings,
            Set<String> environment) {
        this(
                file,
                DECLARED.values(Map.of(
                        "septum",
                        1,
                        "name",
                        name,
                        "seed",
                        seed,
                        "model",
                        model.model(),
                        "heads",
                        components(heads),
                        "optimizer",
                        optimizer,
                        "checkpoint",
                        checkpoints,
                        "report",
                        reporters)),
                data,
                model,
                heads,
                training,
                evaluation,
                runtime,
                resolved,
                settings,
                environment);
    }

    private static Map<String, Component> components(List<HeadSection> heads) {
        Map<String, Component> components = new LinkedHashMap<>();
        heads.forEach(head -> components.put(head.name(), head.head()));
        return components;
    }

    /** Names the run directory. */
    public String name() {
        return values.text("name");
    }

    /** All randomness comes from it. */
    public long seed() {
        return values.wholeLong("seed");
    }

    /** Changes the weights after each step. */
    public Component optimizer() {
        return values.value("optimizer", Component.class);
    }

    /** Which weights are kept; the first policy that selects some says which are tested. */
    public List<Component> checkpoints() {
        return values.list("checkpoint", Component.class);
    }

    /** Who is told how the run goes. */
    public List<Component> reporters() {
        return values.list("report", Component.class);
    }

    /**
     * A place as it is told to others: by the reference where the environment gives it, which keeps the names of a machine's
     * folders to itself.
     *
     * @param place one of {@link #PLACES}
     * @param value what is told otherwise
     */
    public String told(String place, String value) {
        String written = settings.getOrDefault(place, "");
        return written.replace("$${", "").contains("${") ? written.replaceAll("^\"|\"$", "") : value;
    }

    /** All components, for provenance: their places in the file and what was chosen. */
    public Map<String, Component> components() {
        Map<String, Component> all = new LinkedHashMap<>();
        add(all, "data.", data.values().asMap());
        all.put("model", model.model());
        add(all, "model.", model.values().asMap());
        for (HeadSection head : heads) {
            all.put("heads." + head.name(), head.head());
            add(all, "heads." + head.name() + ".", head.values().asMap());
        }
        add(all, "", values.asMap());
        add(all, "training.", training.values().asMap());
        add(all, "evaluation.", evaluation.values().asMap());
        add(all, "runtime.", runtime.values().asMap());
        return all;
    }

    private static void add(Map<String, Component> all, String prefix, Map<String, ?> values) {
        values.forEach((key, value) -> {
            if (value instanceof Component component) {
                all.put(prefix + key, component);
            } else if (value instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) instanceof Component component) {
                        all.put(prefix + key + "[" + i + "]", component);
                    }
                }
            }
        });
    }
}
