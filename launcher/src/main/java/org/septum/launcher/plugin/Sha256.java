// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.septum.launcher.machine.StartFailure;

/** The SHA-256 of files, in hexadecimal digits. */
public final class Sha256 {

    private Sha256() {}

    /** @throws StartFailure if it is no file, has more bytes than jars may have, or cannot be read */
    public static String of(Path file) throws StartFailure {
        PluginJars.size(file);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } catch (IOException e) {
            throw StartFailure.input(file + " cannot be read: " + e + ". Take it away, or make it readable.");
        }
    }
}
