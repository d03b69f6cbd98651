// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.reuse;

/**
 * Something that a run depended on and that is other now.
 *
 * @param subject what it concerns
 * @param group the patient whose data it is; empty where it is no patient's
 * @param line says what was and what is, and names the patient, file or key
 */
public record Change(Subject subject, String group, String line) {

    public enum Subject {
        /** There is no record, so that nothing can be compared. */
        RECORD,
        /** A setting on which results depend. */
        EXPERIMENT,
        /** Data that the run had. */
        DATA,
        /** Data that the run does not know. */
        NEW_DATA,
        SPLIT,
        WEIGHTS,
        CHECKPOINT
    }

    public Change(Subject subject, String line) {
        this(subject, "", line);
    }
}
