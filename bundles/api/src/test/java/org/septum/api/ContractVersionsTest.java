// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Constants;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A package of contracts that has changed since the last release has a new version, as bnd counts: a new major one where plugins
 * that were built before cannot go on with it, a new minor one where they can. The versions that a plugin's jar imports follow
 * from these. What the last release promised is in {@code src/test/contracts.txt}; with {@code -Dcontracts.renew} this test
 * writes it anew, which is for releases.
 */
class ContractVersionsTest {

    private static final Path RELEASED = Path.of("src/test/contracts.txt");
    private static final Path CLASSES = Path.of("target/classes");
    private static final Set<Delta> CHANGES = Set.of(Delta.ADDED, Delta.REMOVED, Delta.MAJOR, Delta.MINOR);

    @Test
    void aChangedContractHasANewVersion() throws Exception {
        ContractText present = ContractText.of(CLASSES);
        if (System.getProperty("contracts.renew") != null) {
            Files.write(RELEASED, present.lines());
        }
        assertThat(complaints(ContractText.read(Files.readAllLines(RELEASED)), present))
                .isEmpty();
    }

    @Test
    void aMethodThatIsGoneNeedsAMajorVersionAndANewOneAMinor() throws Exception {
        ContractText present = ContractText.of(CLASSES);
        String older = present.exports().get("org.septum.api.loss").getVersion();
        int major = Integer.parseInt(older.split("\\.")[0]);
        int minor = Integer.parseInt(older.split("\\.")[1]);
        List<String> lines = new ArrayList<>(present.lines());
        int at = lines.indexOf("    method +minor -major build(org.septum.api.graph.GraphBuilder,"
                + "org.septum.api.graph.Tensor,org.septum.api.graph.Tensor)");

        List<String> renamed = new ArrayList<>(lines);
        renamed.set(at, renamed.get(at).replace("build(", "graph("));
        assertThat(complaints(ContractText.read(renamed), present))
                .singleElement()
                .asString()
                .contains("org.septum.api.loss has version " + older + " and needs " + (major + 1) + ".0.0")
                .contains("added method build(org.septum.api.graph.GraphBuilder,")
                .contains("removed method graph(org.septum.api.graph.GraphBuilder,")
                .contains("@Version(\"" + (major + 1) + ".0.0\") in")
                .contains("org/septum/api/loss/package-info.java");

        // A default method.
        List<String> without = new ArrayList<>(lines);
        at = without.indexOf("    method +minor -major isConstant()");
        for (without.remove(at); without.get(at).startsWith("      "); ) {
            without.remove(at);
        }
        assertThat(complaints(ContractText.read(without), present))
                .singleElement()
                .asString()
                .contains("needs " + major + "." + (minor + 1) + ".0")
                .contains("added method isConstant() (minor)");
    }

    /** What each package that lacks a new version has and needs, and what has changed in it. */
    private static List<String> complaints(ContractText released, ContractText present) throws Exception {
        List<String> complaints = new ArrayList<>();
        try (Processor settings = new Processor()) {
            settings.setProperty(Constants.BASELINEINCLUDEZEROMAJOR, "true");
            for (Baseline.Info found : new Baseline(settings, new DiffPluginImpl())
                    .baseline(
                            present.tree(),
                            present.exports(),
                            released.tree(),
                            released.exports(),
                            new Instructions("*"))) {
                if (found.mismatch) {
                    complaints.add(found.packageName + " has version " + found.newerVersion + " and needs "
                            + found.suggestedVersion + ", for it has changed since the last release ("
                            + found.olderVersion
                            + "):" + changes(found.packageDiff, "") + "\n  Write @Version(\"" + found.suggestedVersion
                            + "\") in bundles/api/src/main/java/" + found.packageName.replace('.', '/')
                            + "/package-info.java.");
                }
            }
        }
        return complaints;
    }

    private static String changes(Diff diff, String where) {
        StringBuilder changes = new StringBuilder();
        for (Diff child : diff.getChildren()) {
            if (CHANGES.contains(child.getDelta())) {
                String name = child.getType().name().toLowerCase(Locale.ROOT) + " " + child.getName();
                String inner = changes(child, where + name + ": ");
                boolean whole = child.getDelta() == Delta.ADDED || child.getDelta() == Delta.REMOVED || inner.isEmpty();
                changes.append(
                        whole ? "\n  " + where + described(child.getDelta()) + " " + name + effect(child) : inner);
            }
        }
        return changes.toString();
    }

    private static String described(Delta delta) {
        return delta == Delta.ADDED ? "added" : delta == Delta.REMOVED ? "removed" : "changed";
    }

    private static String effect(Diff change) {
        Delta effect = change.getDelta() == Delta.ADDED
                ? change.getNewer().ifAdded()
                : change.getDelta() == Delta.REMOVED ? change.getOlder().ifRemoved() : change.getDelta();
        return " (" + effect.name().toLowerCase(Locale.ROOT) + ")";
    }
}
