// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.septum.compare.read.Provenance;

/**
 * The bundles that a training would use now, to be set against those that finished runs were made with.
 *
 * @param hashes the SHA-256 of each bundle's jar, by symbolic name; one of each version that is installed
 */
record InstalledBundles(Map<String, Set<String>> hashes) {

    /** They show and compare what was trained, and cannot change it. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("org.septum.cli", "org.septum.compare", "org.septum.executors", "org.septum.reporting");

    static InstalledBundles of(BundleContext context) {
        Map<String, Set<String>> hashes = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            String location = bundle.getLocation();
            String name = bundle.getSymbolicName();
            if (location.contains("file:") && !WITHOUT_EFFECT.contains(name)) {
                hashes.computeIfAbsent(name, any -> new HashSet<>())
                        .add(hash(Path.of(URI.create(location.substring(location.indexOf("file:"))))));
            }
        }
        return new InstalledBundles(hashes);
    }

    private static String hash(Path jar) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        } catch (IOException e) {
            return "unreadable";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The bundles that a run was made with in another build than is installed now. */
    List<String> otherThan(Provenance provenance) {
        List<String> others = new ArrayList<>();
        hashes.forEach((name, installed) -> {
            if (!installed.containsAll(provenance.bundleHashes(name))) {
                others.add(name);
            }
        });
        return others;
    }
}
