// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a file is its user's word alone, by the rule of OpenSSH's server for a user's keys (StrictModes): the file, and each
 * folder from it up to the user's home, or to the root if it lies elsewhere, belong to the user or to root, and nobody else may
 * write them, be it a group that has nobody else in it. As OpenSSH does not ask, a file has one name only, since a hard link to
 * it may lie where others write; and a folder with the sticky bit, as /tmp is, may be everybody's, since nobody takes away there
 * what is another's.
 *
 * <p>Access control lists are not looked at. Where there are no modes, as on Windows, nothing of this is: the system gives a
 * user's folder to that user.
 */
final class StrictModes {

    private static final int WRITABLE = 022;
    private static final int STICKY = 01000;

    private StrictModes() {}

    /**
     * Checks a file or folder that is there, by the way that its name goes and by that which links lead.
     *
     * @throws StartFailure naming what may be written by others, and what to do
     */
    static void check(Path path) throws IOException, StartFailure {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return;
        }
        for (Path each : upwards(path)) {
            check(each, path);
        }
        for (Path each : upwards(path.toRealPath())) {
            check(each, path);
        }
    }

    /** The same for the nearest folder that is there, in which one will be made. */
    static void checkNearest(Path folder) throws IOException, StartFailure {
        Path nearest = folder;
        while (!Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        check(nearest);
    }

    private static List<Path> upwards(Path path) throws IOException {
        Path home = Path.of(System.getProperty("user.home"));
        Path realHome = Files.exists(home) ? home.toRealPath() : home;
        List<Path> ways = new ArrayList<>();
        for (Path each = path; each != null; each = each.getParent()) {
            ways.add(each);
            if (each.equals(home) || each.equals(realHome)) {
                break;
            }
        }
        return ways;
    }

    @SuppressWarnings("unchecked") // The view "unix" is "posix" and more, and these are its types.
    private static void check(Path path, Path file) throws IOException, StartFailure {
        Map<String, Object> attributes =
                Files.readAttributes(path, "unix:mode,uid,nlink,owner,permissions,isDirectory");
        int mode = (Integer) attributes.get("mode");
        boolean folder = (Boolean) attributes.get("isDirectory");
        if ((mode & WRITABLE) != 0 && !(folder && (mode & STICKY) != 0)) {
            String permissions =
                    PosixFilePermissions.toString((Set<PosixFilePermission>) attributes.get("permissions"));
            throw StartFailure.input(path + " may be written by others (" + permissions + "), and so " + file
                    + " is not your word alone. Septum asks what OpenSSH asks of keys: neither the file nor a folder above"
                    + " it, up to your home, may be written by a group, not even one of yours alone. Say: chmod go-w '"
                    + path + "', and look what is in it.");
        }
        if ((Integer) attributes.get("uid") != 0 && !attributes.get("owner").equals(Storage.user())) {
            throw StartFailure.input(path + " belongs to " + attributes.get("owner")
                    + ", and not to the user who starts Septum, and so " + file
                    + " is not your word alone: take it away,"
                    + " or name a folder of your own with XDG_CONFIG_HOME.");
        }
        if (!folder && (Integer) attributes.get("nlink") > 1) {
            throw StartFailure.input(
                    path + " has " + attributes.get("nlink") + " names (hard links), and others may write"
                            + " it through another. Look what is in it, and have a file of one name there: delete it and give your"
                            + " word anew, or put a copy in its place.");
        }
    }
}
