// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.septum.common.text.Words;

/**
 * What a folder holds, as people see it: hidden files and folders, and those that systems leave behind, do not count. Links
 * are followed.
 *
 * @param files those that can be read, as paths with slashes from the folder, sorted
 * @param folders those inside it that were not looked into, likewise
 * @param brokenLinks links to what is missing, or to a folder that they lie in, likewise
 * @param garbled files whose names are no text in the system's character set, so that programs cannot name them, likewise
 */
public record FolderFiles(List<String> files, List<String> folders, List<String> brokenLinks, List<String> garbled) {

    /** Left by Windows, macOS and network disks, in lower case. Whatever begins with a dot is hidden anyway. */
    private static final Set<String> LEFT_BY_SYSTEMS = Set.of(
            "thumbs.db",
            "ehthumbs.db",
            "desktop.ini",
            "icon\r",
            "__macosx",
            "$recycle.bin",
            "system volume information",
            "lost+found",
            "@eadir");

    private static final int NAMED = 3;

    /** What Java shows for bytes that are no text. */
    private static final char REPLACEMENT = '\uFFFD';

    /**
     * All files below a folder, at any depth.
     *
     * @throws IOException if it, or a folder below it, cannot be read
     */
    public static FolderFiles below(Path folder) throws IOException {
        return walk(folder, Integer.MAX_VALUE, Long.MAX_VALUE).orElseThrow();
    }

    /**
     * The same of a folder that may be anything, such as a whole disk.
     *
     * @param most how many files and folders are looked at, hidden ones left out
     * @return empty if there are more
     * @throws IOException if it, or a folder below it, cannot be read
     */
    public static Optional<FolderFiles> below(Path folder, long most) throws IOException {
        return walk(folder, Integer.MAX_VALUE, most);
    }

    /**
     * The files in a folder itself.
     *
     * @throws IOException if it cannot be read
     */
    public static FolderFiles in(Path folder) throws IOException {
        return walk(folder, 1, Long.MAX_VALUE).orElseThrow();
    }

    /** Whether a file or folder of this name is hidden or left by a system. */
    public static boolean isHidden(String name) {
        return name.startsWith(".") || LEFT_BY_SYSTEMS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** A list of names for messages: the first few, and how many more there are. */
    public static String some(List<String> names) {
        return Words.some(names, NAMED);
    }

    /**
     * How messages speak of {@link #garbled} names, and what to do about them.
     *
     * @param folder that the names are paths in
     */
    public static String aboutGarbled(List<String> names, Path folder) {
        String set = System.getProperty("sun.jnu.encoding", "UTF-8");
        boolean one = names.size() == 1;
        String advice = set.equals("UTF-8")
                ? "rename " + (one ? "it" : "them") + ", for example with 'convmv -r -f latin1 -t utf-8 --notest "
                        + folder + "'"
                : "set LC_ALL=C.UTF-8, or another locale with UTF-8";
        return Words.count(names.size(), "file") + (one ? " whose name is" : " whose names are") + " no text in " + set
                + " (" + some(names) + "): " + (one ? "it was" : "they were") + " written in another character set; "
                + advice;
    }

    /** Whether a name has the mark that Java shows for bytes that are no text. */
    public static boolean looksGarbled(Path path) {
        return path.toString().indexOf(REPLACEMENT) >= 0;
    }

    private static Optional<FolderFiles> walk(Path folder, int depth, long most) throws IOException {
        Visitor visitor = new Visitor(folder, most);
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, visitor);
        if (visitor.left < 0) {
            return Optional.empty();
        }
        List.of(visitor.files, visitor.folders, visitor.broken, visitor.garbled).forEach(Collections::sort);
        return Optional.of(new FolderFiles(
                List.copyOf(visitor.files),
                List.copyOf(visitor.folders),
                List.copyOf(visitor.broken),
                List.copyOf(visitor.garbled)));
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {

        private final Path start;
        private final List<String> files = new ArrayList<>();
        private final List<String> folders = new ArrayList<>();
        private final List<String> broken = new ArrayList<>();
        private final List<String> garbled = new ArrayList<>();

        /** How many more may be looked at; below 0 once there were too many. */
        private long left;

        Visitor(Path start, long most) {
            this.start = start;
            this.left = most;
        }

        private FileVisitResult counted() {
            return --left < 0 ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        private boolean isHidden(Path path) {
            return !path.equals(start)
                    && FolderFiles.isHidden(path.getFileName().toString());
        }

        /** Bytes that are no text are shown by a mark, and what is shown then leads to no file. */
        private static boolean isGarbled(Path path) {
            if (!looksGarbled(path)) {
                return false;
            }
            try {
                return !Path.of(path.toString()).equals(path);
            } catch (InvalidPathException e) {
                return true;
            }
        }

        private String shown(Path path) {
            return start.relativize(path).toString().replace(File.separatorChar, '/');
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            if (path.equals(start)) {
                return FileVisitResult.CONTINUE;
            }
            return isHidden(path) ? FileVisitResult.SKIP_SUBTREE : counted();
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            if (isHidden(path)) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isSymbolicLink()) {
                broken.add(shown(path));
            } else if (attributes.isDirectory()) {
                folders.add(shown(path));
            } else if (attributes.isRegularFile()) {
                (isGarbled(path) ? garbled : files).add(shown(path));
            }
            return counted();
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
            if (isHidden(path)) {
                return FileVisitResult.CONTINUE;
            }
            if (failure instanceof FileSystemLoopException || Files.isSymbolicLink(path) && !Files.exists(path)) {
                broken.add(shown(path));
                return counted();
            }
            throw failure;
        }
    }
}
