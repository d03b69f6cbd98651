// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which of the bundles that a run's record or a lock lists have made its result: those of the components that it used, what
 * computes, and Septum's core. Other bundles were only there.
 *
 * @param root a provenance.json or a lock
 */
public record UsedBundles(JsonNode root) {

    /** They decide what every run computes. */
    private static final Set<String> CORE =
            Set.of("org.septum.api", "org.septum.common", "org.septum.engine", "org.septum.graph");

    /** What an older record, which names no components, is known not to depend on. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "org.septum.cli",
            "org.septum.compare",
            "org.septum.config",
            "org.septum.executors",
            "org.septum.planning",
            "org.septum.reporting",
            "org.septum.services",
            "org.septum.testkit");

    /** Reporters show a result and make none. */
    private static final String REPORTERS = "report[";

    /** The bundles that have made the result. */
    private List<JsonNode> used() {
        List<JsonNode> used = new ArrayList<>();
        root.path("bundles").forEach(bundle -> {
            if (bundle.has("sha256") && counts(bundle)) {
                used.add(bundle);
            }
        });
        return used;
    }

    private boolean counts(JsonNode bundle) {
        String name = bundle.path("name").asText();
        if (CORE.contains(name)) {
            return true;
        }
        if (!root.path("components").isObject()) {
            return !WITHOUT_EFFECT.contains(name);
        }
        boolean offers = root.path("components").properties().stream()
                .filter(component -> !component.getKey().startsWith(REPORTERS))
                .anyMatch(component -> isOf(component.getValue(), bundle));
        JsonNode backend = root.path("backend");
        return offers || (backend.isObject() ? isOf(backend, bundle) : name.startsWith("org.septum.backend"));
    }

    /** Whether a plugin is needed to make the run again: it offers one of its components, a reporter for example. */
    public boolean needs(JsonNode bundle) {
        return !root.path("components").isObject()
                || isOf(root.path("backend"), bundle)
                || root.path("components").properties().stream()
                        .anyMatch(component -> isOf(component.getValue(), bundle));
    }

    private static boolean isOf(JsonNode component, JsonNode bundle) {
        return component.path("bundle").asText().equals(bundle.path("name").asText())
                && component
                        .path("version")
                        .asText()
                        .equals(bundle.path("version").asText());
    }

    /**
     * What of it is not installed, by the bundles' names: what was used and what is installed, each with version and
     * SHA-256.
     *
     * @param installed the bundles of now, as a record lists them
     */
    public Map<String, String[]> otherThan(JsonNode installed) {
        Map<String, String[]> others = new TreeMap<>();
        for (JsonNode bundle : used()) {
            String name = bundle.path("name").asText();
            List<String> there = new ArrayList<>();
            installed.forEach(other -> {
                if (other.path("name").asText().equals(name)) {
                    there.add(build(other));
                }
            });
            if (!there.contains(build(bundle))) {
                others.put(name, new String[] {build(bundle), there.isEmpty() ? "none" : String.join(" and ", there)});
            }
        }
        return others;
    }

    private static String build(JsonNode bundle) {
        return bundle.path("version").asText() + " " + bundle.path("sha256").asText("without a jar");
    }
}
