// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.HashMap;
import java.util.Map;
import org.septum.api.RunFailure;
import org.septum.api.backend.Backend;
import org.septum.api.backend.Program;
import org.septum.api.backend.Session;
import org.septum.api.graph.Mode;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;

/** An open session with its programs, compiled when a mode and batch size is first needed. */
final class Programs implements AutoCloseable {

    private record Key(Mode mode, int batch) {}

    private final Network network;
    private final Backend backend;
    private final Session session;
    private final Plan training;
    private final String description;
    private final String memory;
    private final long expectedMegabytes;
    private final Map<Key, Program> programs = new HashMap<>();

    /**
     * Opens a session for the network and compiles its training program.
     *
     * @param batch the full batch size
     * @throws org.septum.api.UserError if the memory that training takes is not there
     * @throws RunFailure if the memory was there and could not be had
     */
    Programs(Network network, BackendChoice choice, int batch) {
        this.network = network;
        this.backend = choice.backend();
        MemoryCheck memory = MemoryCheck.of(new NetworkMemory(network), choice, batch);
        this.memory = memory.explanation();
        long present = ProcessMemory.residentMegabytes().orElse(0);
        this.expectedMegabytes = present + (memory.require().total() >> 20);
        this.training = network.plan(Mode.TRAINING, batch, backend);
        try {
            this.session = choice.open(training.parameters());
            programs.put(new Key(Mode.TRAINING, batch), session.compile(training));
        } catch (OutOfMemoryError e) {
            throw outOfMemory(e);
        }
        this.description = choice.describe(session);
    }

    /** What computes, for the user and the records. */
    String description() {
        return description;
    }

    /** The process's memory during training as estimated before, in MB of 2^20 bytes. */
    long expectedMegabytes() {
        return expectedMegabytes;
    }

    /** What to say of memory that ran out while the programs were in use. */
    RunFailure outOfMemory(OutOfMemoryError error) {
        return new RunFailure("out of memory (" + error.getMessage() + "): " + memory, error);
    }

    Backend backend() {
        return backend;
    }

    Session session() {
        return session;
    }

    /** The training program's plan. */
    Plan trainingPlan() {
        return training;
    }

    ParameterTable table() {
        return training.parameters();
    }

    /** The number of channels of an output. */
    int channels(String output) {
        return training.outputs().get(output).dimension(1);
    }

    Program program(Mode mode, int batch) {
        return programs.computeIfAbsent(
                new Key(mode, batch), key -> session.compile(network.plan(key.mode, key.batch, backend)));
    }

    @Override
    public void close() {
        session.close();
    }
}
