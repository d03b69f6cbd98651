// SPDX-License-Identifier: Apache-2.0
package org.septum.services.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;
import org.septum.api.experiment.Experiment;
import org.septum.services.data.Fingerprint;

/**
 * Decides an experiment's sizes by what its data are, by nnU-Net's rules for 2D: F. Isensee et al., "nnU-Net: a self-configuring
 * method for deep learning-based biomedical image segmentation", Nature Methods 2021.
 */
@ProviderType
public interface Planner {

    /** Which network is planned. */
    enum Preset {
        /** nnU-Net's plain U-Net, planned for 8 GB. */
        PLAIN(8),
        /** Its residual encoders (F. Isensee et al., "nnU-Net Revisited", MICCAI 2024), planned for 8, 24 and 40 GB. */
        RESENC_M(8),
        RESENC_L(24),
        RESENC_XL(40);

        private final double gigabytes;

        Preset(double gigabytes) {
            this.gigabytes = gigabytes;
        }

        /** The memory that its makers plan for, in GB of 2^30 bytes. */
        public double gigabytes() {
            return gigabytes;
        }

        /** Whether its encoder has residual blocks. */
        public boolean residual() {
            return this != PLAIN;
        }
    }

    /**
     * What is planned for.
     *
     * @param gigabytes the memory in GB of 2^30 bytes, as nnU-Net counts it; if empty, what this machine has free, and the plan
     *     has to fit by Septum's own estimate as well
     * @param budget how long a run may take on this machine; if empty, as long as it takes
     * @param cores processors; if empty, this machine's
     * @param faithful whether nnU-Net's plan stays as it is, however few processors there are
     */
    record Wishes(
            Preset preset, OptionalDouble gigabytes, Optional<Duration> budget, OptionalInt cores, boolean faithful) {

        /** For this machine, as long as it takes. */
        public static final Wishes NONE =
                new Wishes(Preset.PLAIN, OptionalDouble.empty(), Optional.empty(), OptionalInt.empty(), false);
    }

    /** Told how far the planning is. */
    interface Watch {

        /** How many samples have been loaded, from one thread at a time. */
        void loaded(int samples, int all);

        /** What was measured, or is about to be, in a line. */
        void tell(String line);
    }

    /**
     * One decision.
     *
     * @param path where it stands in an experiment, as {@code --set} takes it; all that stood there before is replaced
     * @param value a whole number, a number, a truth value, a text, a list of such, or a mapping of keys to such; a component is
     *     a mapping with its {@code type}
     * @param reason in words, with the numbers it rests on
     */
    record Decision(String path, Object value, String reason) {}

    /**
     * A plan.
     *
     * @param experiment what was planned for, as it was before
     * @param decisions in the order of an experiment file
     * @param measured what was measured on this machine, a line each; none without a budget
     * @param warnings what the reader has to look at, a sentence each
     */
    record Plan(
            Experiment experiment,
            Fingerprint fingerprint,
            List<Decision> decisions,
            List<String> measured,
            List<String> warnings) {}

    /**
     * Plans an experiment: grid, size, batch, network, training. Whatever else it says stays as it is.
     *
     * @throws org.septum.api.UserError if the data cannot be read or have no foreground, or nothing fits memory or budget; the
     *     message says the least that would
     */
    Plan plan(Experiment experiment, Wishes wishes, Watch watch);

    /**
     * The planned experiment as a file: what the experiment said, but for defaults, with the decisions and their reasons as
     * comments.
     *
     * @param head lines of the comment at its top
     */
    String text(Plan plan, List<String> head);
}
