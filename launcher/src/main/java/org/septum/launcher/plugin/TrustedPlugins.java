// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.septum.launcher.machine.StartFailure;
import org.septum.launcher.machine.UserConfiguration;
import org.septum.launcher.output.Printable;

/**
 * The user's word for the jars in {@code plugins/} of working folders: programs start there only if it stands in the file
 * {@code trusted-plugins} of the user's {@linkplain UserConfiguration configuration}, one jar a line ({@code SUM  SIZE  PLACE}).
 * {@code septum plugins trust} writes it.
 *
 * <p>The word is for a content, wherever a copy of it lies: what a program does hangs on its bytes, and a folder that was moved
 * or cloned has the same. The place says where it was when the word was given, for the user to read, and for the launcher to
 * notice that another content is there now. By its size most other jars are told from it unread.
 */
public record TrustedPlugins(List<Entry> entries) {

    public static final String FILE = "trusted-plugins";

    /**
     * A jar.
     *
     * @param sum the SHA-256 of its content
     * @param size its bytes
     * @param place where it was, printable
     */
    public record Entry(String sum, long size, String place) {

        private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([0-9]{1,10})  (.+)");

        public static Entry of(Path jar) throws StartFailure {
            return new Entry(PluginJars.sha256(jar), PluginJars.size(jar), TrustedPlugins.place(jar));
        }

        static Optional<Entry> of(String line) {
            Matcher parts = LINE.matcher(line);
            return parts.matches()
                    ? Optional.of(new Entry(parts.group(1), Long.parseLong(parts.group(2)), parts.group(3)))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return sum + "  " + size + "  " + place;
        }
    }

    /** How the file names a place. */
    public static String place(Path path) {
        return Printable.of(path.toAbsolutePath().normalize());
    }

    /** @throws StartFailure if the file is not the user's alone, cannot be read, or has a line that is no jar's */
    public static TrustedPlugins read(UserConfiguration configuration) throws StartFailure {
        List<Entry> entries = new ArrayList<>();
        for (String line : configuration.read(FILE)) {
            int number = entries.size() + 1;
            entries.add(Entry.of(line)
                    .orElseThrow(() -> StartFailure.input(configuration.file(FILE) + ", line " + number
                            + ": found something else than a SHA-256, a size in bytes and a jar, with two spaces between"
                            + " them. Delete the line, and give your word anew: 'septum plugins trust'.")));
        }
        return new TrustedPlugins(List.copyOf(entries));
    }

    public void write(UserConfiguration configuration) throws StartFailure {
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(entry).append('\n'));
        configuration.write(FILE, lines.toString());
    }

    /** Whether the user has given the word for this content. */
    boolean holds(String sum) {
        return entries.stream().anyMatch(entry -> entry.sum().equals(sum));
    }

    /** Whether the user has given the word for what is in a file now; not if it cannot be read. */
    boolean holdsContentOf(Path jar) {
        try {
            return holds(PluginJars.sha256(jar));
        } catch (StartFailure unreadable) {
            return false;
        }
    }

    /** Whether a content of this size, in bytes, can be one of them; an empty one is none, and files of /proc say they are. */
    public boolean hasSize(long size) {
        return size > 0 && entries.stream().anyMatch(entry -> entry.size() == size);
    }

    /** Whether there was a trusted jar at this place. */
    boolean knows(Path jar) {
        String place = place(jar);
        return entries.stream().anyMatch(entry -> entry.place().equals(place));
    }

    /** The same with one more, which takes the place of what was there. */
    public TrustedPlugins with(Entry added) {
        List<Entry> all = new ArrayList<>(entries);
        all.removeIf(entry -> entry.place().equals(added.place()));
        all.add(added);
        return new TrustedPlugins(List.copyOf(all));
    }

    public TrustedPlugins without(Predicate<Entry> forgotten) {
        return new TrustedPlugins(entries.stream().filter(forgotten.negate()).toList());
    }
}
