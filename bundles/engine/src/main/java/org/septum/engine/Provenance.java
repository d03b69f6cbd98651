// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.septum.api.data.SampleInfo;
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
        root.put("experiment-sha256", sha256(setup.experiment().resolved()));
        root.put("septum", context.getBundle().getVersion().toString());
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
        bundles();
        ObjectNode data = root.putObject("data");
        data.put("dataset", setup.experiment().data().dataset().type());
        data.put("samples-sha256", sha256(manifest(setup.dataset().samples())));
        ObjectNode split = data.putObject("split");
        StringBuilder all = new StringBuilder();
        for (String part : List.of(Setup.TRAIN, Setup.VALIDATION, Setup.TEST)) {
            ArrayNode ids = split.putArray(part);
            setup.parts().get(part).forEach(info -> ids.add(info.id()));
            all.append(part).append('\n').append(manifest(setup.parts().get(part)));
        }
        data.put("split-sha256", sha256(all.toString()));
        ArrayNode warnings = data.putArray("warnings");
        setup.warnings().forEach(warnings::add);
        data.put("leaking-groups", Definitions.leakingGroups(setup.parts()));
        Definitions.groups(setup.dataset().samples(), data.putObject("groups"));
        Definitions.heads(setup.heads(), root.putObject("heads"));
        root.put("parameters", programs.table().parameterFloats());
        root.put("gflop-per-step", FloatingPointOperations.of(programs.trainingPlan()) / 1e9);
        write();
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

    private void bundles() {
        ArrayNode bundles = root.putArray("bundles");
        for (Bundle bundle : context.getBundles()) {
            ObjectNode node = bundles.addObject();
            node.put("name", bundle.getSymbolicName());
            node.put("version", bundle.getVersion().toString());
            String location = bundle.getLocation();
            if (location.contains("file:")) {
                node.put("sha256", jarHash(Path.of(URI.create(location.substring(location.indexOf("file:"))))));
            }
        }
    }

    private static String jarHash(Path jar) {
        try {
            return RunDirectory.sha256(Files.readAllBytes(jar));
        } catch (IOException e) {
            return "unreadable: " + e.getMessage();
        }
    }

    private static String manifest(List<SampleInfo> samples) {
        return samples.stream()
                .map(info -> info.id() + "\t" + info.group())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String sha256(String text) {
        return RunDirectory.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
