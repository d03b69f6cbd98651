// SPDX-License-Identifier: Apache-2.0
package org.septum.api.ablation;

import java.util.Locale;

/** How a training of an ablation stands. */
public enum TaskState {
    /** Not begun. */
    WAITING,
    RUNNING,
    FINISHED,
    /** It ended with an error. */
    FAILED,
    /** It was stopped and goes on the next time. */
    INTERRUPTED,
    /** Another failed before its turn came. */
    SKIPPED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
