// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.common.files.Sha256;
import org.septum.engine.data.DataContents;
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
        return facts;
    }

    /** Adds the hashes of each group's images and labels. */
    public static void contents(DataContents contents, ObjectNode data) {
        contents.images().forEach(data.putObject("images")::put);
        contents.labels().forEach(data.putObject("labels")::put);
    }

    private static String manifest(List<SampleInfo> samples) {
        return samples.stream()
                .map(info -> info.id() + "\t" + info.group())
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
