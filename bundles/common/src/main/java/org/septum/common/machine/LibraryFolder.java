// SPDX-License-Identifier: Apache-2.0
package org.septum.common.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder into which native libraries are unpacked, and from which they are then loaded. Where the user's home cannot be
 * written, JavaCPP takes one below the folder for temporary files, by a name that is known: there, somebody else may have put
 * another library beforehand, which would be loaded as it is.
 */
public final class LibraryFolder {

    /** The system property by which the user names another. */
    public static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

    private static final int WRITTEN_BY_OTHERS = 0002;

    private LibraryFolder() {}

    /**
     * Why libraries must not be loaded from a folder that JavaCPP has chosen by itself.
     *
     * @param folder exists
     * @return what to say; empty if nobody else can have put something there
     */
    public static Optional<String> obstacle(Path folder) {
        return obstacle(folder, Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Optional<String> obstacle(Path folder, Path temporary) {
        return danger(folder, temporary)
                .map(reason -> "native libraries would be unpacked into " + folder + ", and " + reason
                        + ", so that another program could be there in their place; name a folder of your own with"
                        + " SEPTUM_JAVA_OPTS=-D" + PROPERTY + "=FOLDER");
    }

    private static Optional<String> danger(Path folder, Path temporary) {
        try {
            Path real = folder.toRealPath();
            Path top = temporary.toRealPath();
            if (!real.startsWith(top)) {
                return Optional.empty();
            }
            int own = own(top);
            for (Path part = real; !part.equals(top); part = part.getParent()) {
                if (owner(part) != own) {
                    return Optional.of(
                            part + " belongs to " + Files.getOwner(part).getName());
                }
                if (((int) Files.getAttribute(part, "unix:mode") & WRITTEN_BY_OTHERS) != 0) {
                    return Optional.of("everybody may write into " + part);
                }
            }
            return Optional.empty();
        } catch (UnsupportedOperationException e) {
            return Optional.empty(); // on Windows each user has a folder for temporary files
        } catch (IOException e) {
            return Optional.of("it cannot be looked at: " + e.getMessage());
        }
    }

    /** Whom the files belong to that this process makes. */
    private static int own(Path folder) throws IOException {
        Path made = Files.createTempFile(folder, "septum-", "");
        try {
            return owner(made);
        } finally {
            Files.delete(made);
        }
    }

    private static int owner(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }
}
