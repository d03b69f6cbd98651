// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import org.osgi.framework.BundleContext;
import org.septum.api.report.AtomicFile;
import org.septum.api.run.Processor;

/** Writes provenance.json: with which bundles, on what machine and with which data a run was made. */
final class Provenance {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BundleContext context;
    private final Path file;
    private final ObjectNode root = JSON.createObjectNode();

    Provenance(BundleContext context, RunDirectory directory) {
        this.context = context;
        this.file = directory.path().resolve("provenance.json");
    }

    /** Collects and writes what is known at the start. */
    void start(Setup setup, Programs programs) {
        root.setAll(RunFacts.of(context, setup));
        root.put("start", Instant.now().toString());
        ObjectNode machine = root.putObject("machine");
        machine.put("compute", programs.description());
        machine.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        machine.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        Processor processor = Processor.ofThisMachine();
        machine.put("processor", processor.model());
        ArrayNode features = machine.putArray("processor-features");
        processor.features().forEach(features::add);
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        ObjectNode data = (ObjectNode) root.get("data");
        ArrayNode warnings = data.putArray("warnings");
        setup.warnings().forEach(warnings::add);
        data.put("leaking-groups", Definitions.leakingGroups(setup.parts()));
        Definitions.groups(setup.dataset().samples(), data.putObject("groups"));
        Definitions.heads(setup.heads(), root.putObject("heads"));
        root.put("parameters", programs.table().parameterFloats());
        root.put("gflop-per-step", FloatingPointOperations.of(programs.trainingPlan()) / 1e9);
        root.put("expected-memory-mb", programs.expectedMegabytes());
        write();
    }

    /** Adds which checkpoint was tested; it is the run's model from now on. */
    void tested(String checkpoint) {
        root.put(TestedCheckpoint.RECORDED, checkpoint);
    }

    /** Adds the end. */
    void finish(String status) {
        root.put("end", Instant.now().toString()).put("status", status);
        ProcessMemory.peakMegabytes().ifPresent(peak -> root.put("peak-memory-mb", peak));
        write();
    }

    private void write() {
        AtomicFile.write(file, root.toPrettyString() + "\n");
    }
}
