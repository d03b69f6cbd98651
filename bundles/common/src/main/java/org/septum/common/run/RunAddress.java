// SPDX-License-Identifier: Apache-2.0
package org.septum.common.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.septum.api.experiment.Experiment;

/**
 * Where the run of an experiment is recorded. The hash covers the resolved experiment and, where it starts from the weights
 * of a file, that file's content.
 *
 * @param seed the experiment's
 * @param hash SHA-256, 64 hexadecimal digits
 */
public record RunAddress(long seed, String hash) {

    private static final int SHORT = 8;
    private static final int BUFFER = 1 << 16;

    /** Hashes of start weights, which all runs of an ablation may share, by what tells one state of a file from another. */
    private static final Map<Object, String> WEIGHTS = new ConcurrentHashMap<>();

    /** A file as it was when it was read. */
    private record FileState(Path file, Object key, long size, Object time) {}

    /** The address of an experiment's run. A file of weights that cannot be read has no content. */
    public static RunAddress of(Experiment experiment) {
        MessageDigest digest = sha256();
        digest.update(experiment.resolved().getBytes(StandardCharsets.UTF_8));
        experiment
                .model()
                .weights()
                .ifPresent(file -> digest.update(("weights " + weights(file)).getBytes(StandardCharsets.UTF_8)));
        return new RunAddress(experiment.seed(), HexFormat.of().formatHex(digest.digest()));
    }

    /** The name of the run's folder: seed-SEED-HASH, with eight digits of the hash. */
    public String name() {
        return "seed-" + seed + "-" + hash.substring(0, SHORT);
    }

    private static String weights(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            FileState state = new FileState(
                    file.toAbsolutePath().normalize(), found.fileKey(), found.size(), found.lastModifiedTime());
            String known = WEIGHTS.get(state);
            if (known == null) {
                known = sha256(file);
                WEIGHTS.put(state, known);
            }
            return known;
        } catch (IOException e) {
            return "unreadable";
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
