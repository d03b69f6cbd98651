// SPDX-License-Identifier: Apache-2.0
package org.septum.api.experiment;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;

/**
 * {@code training:}.
 *
 * @param values of the declared keys
 */
public record TrainingSection(Arguments values) {

    /** Its keys. */
    public static final Section DECLARED = new Section(
            "training",
            "How long is trained, and what interrupts it.",
            Options.of(
                    Option.whole(
                            "epochs",
                            1,
                            Section.MOST,
                            "how often the steps of an epoch are taken: passes over the training samples, unless"
                                    + " steps-per-epoch says otherwise"),
                    Option.whole(
                                    "steps-per-epoch",
                                    0,
                                    Section.MOST,
                                    "how many steps make an epoch, each with a full batch, for example nnU-Net's 250; 0 for as"
                                            + " many as a pass over the training samples takes")
                            .or(0),
                    Section.components(
                            "stop", Kind.STOPPING_RULE, List.of(), "what may end the run before its last epoch"),
                    Option.whole(
                                    "save-every",
                                    0,
                                    Section.MOST,
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
                                    Section.MOST,
                                    "over how many training batches the statistics of batch normalization are estimated"
                                            + " anew before each validation and checkpoint, for example 40 (Wu and"
                                            + " Johnson 2021); 0 keeps the running ones")
                            .or(0)));

    /** Values given by code, as {@link Section#values}. */
    public TrainingSection(Map<String, ?> given) {
        this(DECLARED.values(given));
    }

    /** How many epochs are trained. */
    public int epochs() {
        return values.whole("epochs");
    }

    /** How many steps make an epoch; empty for as many as a pass over the training samples takes. */
    public OptionalInt stepsPerEpoch() {
        int steps = values.whole("steps-per-epoch");
        return steps == 0 ? OptionalInt.empty() : OptionalInt.of(steps);
    }

    /** What may end the run before its last epoch. */
    public List<Component> stop() {
        return values.list("stop", Component.class);
    }

    /** After how many steps the state is saved from which the run can be resumed; 0 for the ends of epochs alone. */
    public int saveEvery() {
        return values.whole("save-every");
    }

    /** Whether a step whose loss is not finite is counted and left out; otherwise it ends the run. */
    public boolean skipInvalidLoss() {
        return values.text("on-invalid-loss").equals("skip");
    }

    /**
     * Over how many training batches the statistics of batch normalization are estimated anew before each validation and each
     * checkpoint of a policy; 0 keeps the running ones.
     */
    public int recalibrateNorm() {
        return values.whole("recalibrate-norm");
    }
}
