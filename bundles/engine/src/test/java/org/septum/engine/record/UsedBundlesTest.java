// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** Other builds count only of bundles that have made the result. */
class UsedBundlesTest {

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static String bundle(String name, String hash) {
        return "{'name': '" + name + "', 'version': '1.0.0', 'sha256': '" + hash + "'}";
    }

    private static JsonNode bundles(String hash) throws JsonProcessingException {
        return json("[" + bundle("org.septum.engine", hash) + "," + bundle("org.septum.reporting", hash) + ","
                + bundle("org.septum.cli", hash) + "," + bundle("org.septum.losses", hash) + ","
                + bundle("plugin.unused", hash) + "," + bundle("org.septum.backend-nd4j", hash) + ","
                + bundle("org.septum.backend-onednn", hash) + "]");
    }

    private static JsonNode record(String components) throws JsonProcessingException {
        return json("{'bundles': " + bundles("aa") + components + "}");
    }

    @Test
    void reportersCommandsAndWhatWasNotUsedDoNotCount() throws JsonProcessingException {
        JsonNode record =
                record(", 'backend': {'bundle': 'org.septum.backend-nd4j', 'version': '1.0.0'}, 'components': {"
                        + "'heads.x.loss': {'type': 'dice', 'bundle': 'org.septum.losses', 'version': '1.0.0'},"
                        + "'report[0]': {'type': 'csv', 'bundle': 'org.septum.reporting', 'version': '1.0.0'}}");
        assertThat(new UsedBundles(record).otherThan(bundles("aa"))).isEmpty();
        assertThat(new UsedBundles(record).otherThan(bundles("bb")))
                .containsOnlyKeys("org.septum.engine", "org.septum.losses", "org.septum.backend-nd4j")
                .hasEntrySatisfying(
                        "org.septum.losses", builds -> assertThat(builds).containsExactly("1.0.0 aa", "1.0.0 bb"));
    }

    @Test
    void ofAnOlderRecordAllCountThatCouldHaveAnEffect() throws JsonProcessingException {
        assertThat(new UsedBundles(record("")).otherThan(bundles("bb")))
                .doesNotContainKeys("org.septum.reporting", "org.septum.cli")
                .containsKeys("plugin.unused", "org.septum.losses", "org.septum.backend-onednn");
    }
}
