// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.lang.System.Logger.Level;
import java.nio.file.Files;
import org.septum.api.RunFailure;
import org.septum.api.report.DiskFullException;

/** The end of a run that could not go on: it is recorded as far as possible, and what went wrong first is what is told. */
record FailedRun(RunDirectory directory) {

    private static final System.Logger LOG = System.getLogger(FailedRun.class.getName());

    /**
     * Records a failure.
     *
     * @param records what is to be written down; each may fail as well, as on a full disk
     * @return what to throw: the failure itself, with what to do where that is known
     */
    RuntimeException recorded(RuntimeException failure, Runnable... records) {
        LOG.log(Level.ERROR, "the run failed", failure);
        RuntimeException told =
                failure instanceof DiskFullException ? new RunFailure(advised(failure), failure) : failure;
        for (Runnable record : records) {
            try {
                record.run();
            } catch (RuntimeException e) {
                told.addSuppressed(e);
            }
        }
        return told;
    }

    private String advised(RuntimeException failure) {
        String resume = "Make room, then 'septum resume " + directory.path() + "' ";
        return failure.getMessage() + " " + resume
                + (Files.isRegularFile(directory.resumable())
                        ? "goes on from the state after step " + Weights.stepOf(directory.resumable()) + "."
                        : "begins anew.");
    }
}
