// SPDX-License-Identifier: Apache-2.0
package org.septum.services.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.septum.api.experiment.Experiment;
import org.septum.services.ablation.Ablation;

/** Reads experiment files. */
@ProviderType
public interface ExperimentReader {

    /**
     * Reads, merges, overrides and checks.
     *
     * @param overrides {@code key.path=value} texts, as given with {@code --set}; values are YAML
     * @throws org.septum.api.UserError with file, line and column, what was found, what is allowed and the nearest name
     */
    Experiment read(Path file, List<String> overrides);

    /**
     * Reads the experiment.yaml of a run, which a stranger may have made: it may refer to the environment only for places
     * ({@link Experiment#PLACES}). Where a variable is not set and there is no default, the place is the reference itself, so
     * that a run can be used without its data.
     *
     * @param overrides as of {@link #read}, the user's own
     * @throws org.septum.api.UserError as {@link #read}
     */
    Experiment recorded(Path file, List<String> overrides);

    /**
     * What a resolved experiment sets, in its order: values by their paths, such as {@code optimizer.learning-rate} or {@code
     * data.augment[0]}, both as {@link Experiment#resolved} writes them. How the text is quoted, and where its lines break,
     * makes no difference.
     *
     * @param source names the text in messages
     * @throws org.septum.api.UserError if it is no mapping in YAML
     */
    Map<String, String> settings(String resolved, String source);

    /**
     * Reads the section {@code ablation:}. The variants' overrides are not applied here: a variant is what {@link #read}
     * makes of them and those of a repetition.
     *
     * @throws org.septum.api.UserError if there is no such section or it is wrong
     */
    Ablation ablation(Path file, List<String> overrides);

    /**
     * Reads every training of the ablation: each variant with each repetition, the baseline's first.
     *
     * @param problems receives what is wrong with any of them
     * @return those that can be read, by name, for example {@code variant 'no-skip', seed 1}; none if the experiment has no
     *     ablation
     * @throws org.septum.api.UserError if the file or the section itself is wrong
     */
    Map<String, Experiment> variants(Path file, List<String> overrides, Problems problems);

    /**
     * Looks whether a training may stand among those of a variant, in the folder of its name.
     *
     * @param overrides of the training
     * @param name the variant's
     * @throws org.septum.api.UserError if the name is too long for a folder; if the experiment has an ablation without such a
     *     variant; or if that variant has other settings than the training
     */
    void checkVariant(Path file, List<String> overrides, String name);
}
