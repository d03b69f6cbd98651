// SPDX-License-Identifier: Apache-2.0
package org.septum.api.experiment;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;

/**
 * {@code model:}.
 *
 * @param values of the declared keys, which stand beside the model's own options
 */
public record ModelSection(Component model, Arguments values) {

    /** The keys beside the model's own options. */
    public static final Section DECLARED = new Section(
            "model",
            "The network; these keys stand beside the model's own options.",
            Options.of(new Option(
                    "weights",
                    new OptionType.File(),
                    Option.Necessity.OPTIONAL,
                    null,
                    "a safetensors file to start from")));

    /** Values given by code, as {@link Section#values}. */
    public ModelSection(Component model, Map<String, ?> given) {
        this(model, DECLARED.values(given));
    }

    /** A checkpoint to start from. */
    public Optional<Path> weights() {
        return values.has("weights") ? Optional.of(Path.of(values.text("weights"))) : Optional.empty();
    }
}
