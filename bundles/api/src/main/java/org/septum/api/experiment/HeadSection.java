// SPDX-License-Identifier: Apache-2.0
package org.septum.api.experiment;

import java.util.List;
import java.util.Map;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;

/**
 * One entry of {@code heads:}.
 *
 * @param values of the declared keys, which stand beside the head's own options
 */
public record HeadSection(String name, Component head, Arguments values) {

    /** The keys beside the head's own options. */
    public static final Section DECLARED = new Section(
            "heads.NAME",
            "An output of the network; these keys stand beside the head's own options.",
            Options.of(
                    Option.component("loss", Kind.LOSS, "what training makes small"),
                    Section.components("metrics", Kind.METRIC, List.of(), "scores of its predictions; each type once"),
                    Option.real("weight", 0, Section.MOST, "of its loss in the total")
                            .or(1)));

    /** Values given by code, as {@link Section#values}. */
    public HeadSection(String name, Component head, Map<String, ?> given) {
        this(name, head, DECLARED.values(given));
    }

    /** What training makes small. */
    public Component loss() {
        return values.value("loss", Component.class);
    }

    /** Of its loss in the total. */
    public double weight() {
        return values.real("weight");
    }

    /** In the file's order. */
    public List<Component> metrics() {
        return values.list("metrics", Component.class);
    }
}
