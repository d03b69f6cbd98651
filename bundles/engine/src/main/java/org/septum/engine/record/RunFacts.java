// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.metric.Metric;
import org.septum.common.files.Sha256;
import org.septum.common.machine.Processor;
import org.septum.engine.data.DatasetFacts;
import org.septum.engine.data.HashedDataset;
import org.septum.engine.data.LearnedFigures;
import org.septum.engine.geometry.TrainingGeometry;
import org.septum.engine.network.FloatingPointOperations;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Division;
import org.septum.engine.setup.Setup;

/** What a run's results depend on, for its provenance and for locks. */
public final class RunFacts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RunFacts() {}

    /**
     * Collects: the experiment, Septum's version, every bundle, the content of the data and the split. The data were hashed
     * when they were read to be checked.
     */
    public static ObjectNode of(BundleContext context, Setup setup) {
        ObjectNode facts = JSON.createObjectNode();
        facts.put("experiment-sha256", Sha256.of(setup.experiment().resolved()));
        facts.put("experiment", setup.experiment().resolved());
        facts.put("septum", context.getBundle().getVersion().toString());
        setup.experiment().model().weights().ifPresent(file -> facts.put("weights-sha256", Sha256.orReason(file)));
        facts.set("bundles", new InstalledBundles(context).described());
        facts.set("components", InstalledBundles.offering(setup.experiment().components()));
        ObjectNode data = facts.putObject("data");
        data.put("dataset", setup.experiment().data().dataset().type());
        data.put("samples", setup.dataset().samples().size());
        data.put("samples-sha256", Sha256.of(manifest(setup.dataset().samples())));
        contents(setup.dataset().contents(), data);
        StringBuilder all = new StringBuilder();
        ObjectNode split = data.putObject("split");
        for (Part part : Part.values()) {
            ArrayNode ids = split.putArray(part.toString());
            setup.parts().get(part).forEach(info -> ids.add(info.id()));
            all.append(part).append('\n').append(manifest(setup.parts().get(part)));
        }
        data.put("split-sha256", Sha256.of(all.toString()));
        DatasetFacts.of(setup.dataset()).write(data.putObject(DatasetFacts.KEY));
        LearnedFigures.write(setup.scalings().figures(), data);
        return facts;
    }

    /** The same with what scores mean, so that those of two records can be compared. */
    static ObjectNode withMeanings(BundleContext context, Setup setup) {
        ObjectNode facts = of(context, setup);
        ObjectNode data = (ObjectNode) facts.get("data");
        setup.warnings().forEach(data.putArray("warnings")::add);
        data.put("leaking-groups", new Division(setup.parts(), true).overlaps().size());
        groups(setup.dataset().samples(), data.putObject("groups"));
        heads(setup.heads(), facts.putObject("heads"));
        return facts;
    }

    /** The same for a training's record: also what computes and with what. */
    static ObjectNode of(BundleContext context, Setup setup, OpenedModel model, ObjectNode machine) {
        ObjectNode facts = withMeanings(context, setup);
        facts.put("start", Instant.now().toString());
        facts.set("machine", machine);
        InstalledBundles.addBundle(model.backend(), facts.putObject("backend"));
        ObjectNode data = (ObjectNode) facts.get("data");
        TrainingGeometry.of(setup.geometries(Part.TRAIN)).write(data);
        facts.put("parameters", model.table().parameterFloats());
        facts.put("gflop-per-step", FloatingPointOperations.of(model.plan()) / 1e9);
        facts.put("expected-memory-mb", model.expectedMegabytes());
        return facts;
    }

    /** Each head's classes and the definitions of its metrics: without these, nobody could say which scores are alike. */
    private static void heads(List<ActiveHead> heads, ObjectNode node) {
        for (ActiveHead head : heads) {
            ObjectNode entry = node.putObject(head.name());
            head.classes().forEach(entry.putArray("classes")::add);
            ObjectNode metrics = entry.putObject("metrics");
            for (ActiveHead.NamedMetric named : head.metrics()) {
                Metric metric = named.metric();
                metrics.putObject(named.name())
                        .put("unit", metric.unit().name().toLowerCase(Locale.ROOT))
                        .put("direction", metric.direction().name().toLowerCase(Locale.ROOT))
                        .put("empty-rule", metric.emptyRule())
                        .put("averages-classes", metric.averagesClasses());
            }
        }
    }

    /** The facts about each group such as the disease: those in which all its samples agree. */
    private static void groups(List<SampleInfo> samples, ObjectNode node) {
        Set<List<String>> varying = new HashSet<>();
        for (SampleInfo info : samples) {
            info.attributes().forEach((name, value) -> {
                ObjectNode group = node.withObjectProperty(info.group());
                if (!group.path(name).asText(value).equals(value)) {
                    varying.add(List.of(info.group(), name));
                }
                group.put(name, value);
            });
        }
        varying.forEach(pair -> ((ObjectNode) node.get(pair.get(0))).remove(pair.get(1)));
    }

    /** Adds the hashes of each group's images and labels. */
    public static void contents(HashedDataset.Contents contents, ObjectNode data) {
        contents.images().forEach(data.putObject("images")::put);
        contents.labels().forEach(data.putObject("labels")::put);
    }

    /**
     * The machine of this process.
     *
     * @param compute what computes: library, device, threads
     */
    static ObjectNode machine(String compute) {
        ObjectNode machine = JSON.createObjectNode();
        machine.put("compute", compute);
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
        return machine;
    }

    private static String manifest(List<SampleInfo> samples) {
        return samples.stream()
                .map(info -> info.id() + "\t" + info.group())
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
