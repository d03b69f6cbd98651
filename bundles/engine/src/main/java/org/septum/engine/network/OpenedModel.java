// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.septum.api.RunFailure;
import org.septum.api.backend.Backend;
import org.septum.api.backend.Program;
import org.septum.api.backend.Session;
import org.septum.api.graph.Mode;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.engine.checkpoint.Weights;

/**
 * A network on its backend: a session with the weights, and the programs that use them, each compiled when its mode and batch
 * size is first needed. What is opened for inference has no gradients, no optimizer and none of the memory for them.
 */
public final class OpenedModel implements AutoCloseable {

    private record Key(Mode mode, int batch) {}

    private final Network network;
    private final Backend backend;
    private final Session session;
    private final Plan plan;
    private final Weights weights;
    private final String description;
    private final String memory;
    private final long expectedMegabytes;
    private final Map<Key, Program> programs = new HashMap<>();

    private OpenedModel(
            Network network, BackendChoice choice, int batch, Mode mode, Function<ParameterTable, Session> open) {
        this.network = network;
        this.backend = choice.backend();
        MemoryCheck.Fit fit =
                MemoryCheck.of(network.memory(), choice, mode, batch).require();
        this.memory = fit.explanation();
        long present = ProcessMemory.residentMegabytes().orElse(0L);
        this.expectedMegabytes = present + (fit.estimate().total() >> 20);
        this.plan = network.plan(mode, batch);
        try {
            this.session = open.apply(plan.parameters());
            programs.put(new Key(mode, batch), session.compile(plan));
        } catch (OutOfMemoryError e) {
            throw outOfMemory(e);
        }
        this.weights = new Weights(plan.parameters(), session);
        this.description = choice.describe(session);
    }

    /**
     * Opens a network to train it, and to evaluate it meanwhile; its weights are not yet set.
     *
     * @param batch the full batch size
     * @throws org.septum.api.UserError if the memory that training takes is not there
     * @throws RunFailure if the memory was there and could not be had
     */
    public static OpenedModel forTraining(Network network, BackendChoice choice, int batch) {
        return new OpenedModel(network, choice, batch, Mode.TRAINING, choice::open);
    }

    /**
     * Opens a trained network to evaluate it and to predict with it.
     *
     * @param batch the largest batch size
     * @param checkpoint its weights
     * @throws org.septum.api.UserError if the memory that inference takes is not there, or the checkpoint is of another
     *     architecture
     * @throws RunFailure if the memory was there and could not be had
     */
    public static OpenedModel forInference(Network network, BackendChoice choice, int batch, Path checkpoint) {
        return new OpenedModel(
                network,
                choice,
                batch,
                Mode.EVALUATION,
                table -> choice.openForInference(table, Weights.saved(checkpoint, table)));
    }

    /** What computes, for the user and the records. */
    public String description() {
        return description;
    }

    /** The process's memory in use as estimated before, in MB of 2^20 bytes. */
    public long expectedMegabytes() {
        return expectedMegabytes;
    }

    /** What to say of memory that ran out while the programs were in use. */
    public RunFailure outOfMemory(OutOfMemoryError error) {
        return new RunFailure("out of memory (" + error.getMessage() + "): " + memory, error);
    }

    public Network network() {
        return network;
    }

    public Backend backend() {
        return backend;
    }

    public Session session() {
        return session;
    }

    /** The weights that are trained; those of a model opened for inference are the backend's alone. */
    public Weights weights() {
        return weights;
    }

    /** The plan of what it was opened for: training or evaluation. */
    public Plan plan() {
        return plan;
    }

    public ParameterTable table() {
        return plan.parameters();
    }

    /** The number of channels of an output. */
    public int channels(String output) {
        return plan.outputs().get(output).dimension(1);
    }

    /** The program of a mode and batch size, compiled on first use. */
    public Program program(Mode mode, int batch) {
        return programs.computeIfAbsent(
                new Key(mode, batch), key -> session.compile(network.plan(key.mode, key.batch)));
    }

    @Override
    public void close() {
        session.close();
    }
}
