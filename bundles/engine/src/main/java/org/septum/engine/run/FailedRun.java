// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.run;

import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.util.function.Function;
import java.util.function.Supplier;
import org.septum.api.PluginFailure;
import org.septum.api.RunFailure;
import org.septum.common.files.DiskFullException;
import org.septum.common.run.RunFiles;
import org.septum.common.text.ShellWord;
import org.septum.engine.checkpoint.Weights;

/**
 * The end of a run that could not go on: it is recorded as far as possible, and what went wrong first is what is told.
 *
 * @param provenance records it beside the run's status; it may fail as well, as on a full disk
 * @param outOfMemory says what to do where memory ran out
 */
public record FailedRun(
        RunDirectory directory, Runnable provenance, Function<OutOfMemoryError, RunFailure> outOfMemory) {

    private static final System.Logger LOG = System.getLogger(FailedRun.class.getName());

    /**
     * Does a run's work; if it fails, whatever the reason, the run's status says so.
     *
     * @throws RuntimeException the failure itself, with what to do where that is known
     */
    public <T> T orDone(Supplier<T> work) {
        try {
            return work.get();
        } catch (OutOfMemoryError e) {
            throw recorded(outOfMemory.apply(e));
        } catch (PluginFailure e) {
            throw recorded(e.recordedIn(directory.log()));
        } catch (RuntimeException e) {
            throw recorded(e instanceof DiskFullException ? new RunFailure(advised(e), e) : e);
        } catch (Error e) {
            throw recorded(e);
        }
    }

    private <E extends Throwable> E recorded(E failure) {
        LOG.log(Level.ERROR, "the run failed", failure);
        String reason = String.valueOf(failure instanceof Error ? failure : failure.getMessage());
        record(failure, provenance);
        record(failure, () -> RunFiles.writeStatus(directory.path(), "failed", reason));
        return failure;
    }

    private static void record(Throwable failure, Runnable record) {
        try {
            record.run();
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }

    private String advised(RuntimeException failure) {
        String resume = "Make room, then 'septum resume " + ShellWord.of(directory.path()) + "' ";
        return failure.getMessage() + " " + resume
                + (Files.isRegularFile(directory.resumable())
                        ? "goes on from the state after step " + Weights.stepOf(directory.resumable()) + "."
                        : "begins anew.");
    }
}
