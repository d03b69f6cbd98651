// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;

/** What a run's results depend on, for its provenance and for locks. */
final class RunFacts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RunFacts() {}

    /**
     * Collects: the experiment, Septum's version, every bundle, the content of the data and the split.
     *
     * <p>Data are hashed as the training sees them, whatever files they come from: of each group, in the dataset's order,
     * each sample's id, size, scaled intensities and labels. The samples are in memory from the check that reads them.
     */
    static ObjectNode of(BundleContext context, Setup setup) {
        ObjectNode facts = JSON.createObjectNode();
        facts.put("experiment-sha256", sha256(setup.experiment().resolved()));
        facts.put("septum", context.getBundle().getVersion().toString());
        setup.experiment()
                .model()
                .weights()
                .ifPresent(file -> facts.put("weights-sha256", InstalledBundles.hash(file)));
        facts.set("bundles", new InstalledBundles(context).described());
        facts.set("components", InstalledBundles.offering(setup.experiment().components()));
        ObjectNode data = facts.putObject("data");
        data.put("dataset", setup.experiment().data().dataset().type());
        data.put("samples", setup.dataset().samples().size());
        data.put("samples-sha256", sha256(manifest(setup.dataset().samples())));
        contents(setup, data.putObject("contents"));
        StringBuilder all = new StringBuilder();
        ObjectNode split = data.putObject("split");
        for (String part : List.of(Setup.TRAIN, Setup.VALIDATION, Setup.TEST)) {
            ArrayNode ids = split.putArray(part);
            setup.parts().get(part).forEach(info -> ids.add(info.id()));
            all.append(part).append('\n').append(manifest(setup.parts().get(part)));
        }
        data.put("split-sha256", sha256(all.toString()));
        return facts;
    }

    /** The hash of each group's samples. */
    private static void contents(Setup setup, ObjectNode node) {
        Map<String, MessageDigest> digests = new LinkedHashMap<>();
        for (SampleInfo info : setup.dataset().samples()) {
            MessageDigest digest = digests.computeIfAbsent(info.group(), group -> RunDirectory.sha256());
            update(digest, info, setup.evaluating().load(info));
        }
        digests.forEach((group, digest) -> node.put(group, HexFormat.of().formatHex(digest.digest())));
    }

    private static void update(MessageDigest digest, SampleInfo info, Sample sample) {
        digest.update(info.id().getBytes(StandardCharsets.UTF_8));
        float[] image = sample.image().values();
        int[] labels = sample.labels().values();
        ByteBuffer bytes =
                ByteBuffer.allocate(12 + 4 * image.length + 4 * labels.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(sample.image().channels())
                .putInt(sample.image().height())
                .putInt(sample.image().width());
        bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(image);
        bytes.position(bytes.position() + 4 * image.length);
        bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(labels);
        digest.update(bytes.array());
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
