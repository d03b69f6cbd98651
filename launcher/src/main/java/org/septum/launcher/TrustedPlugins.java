// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The user's word for the jars in {@code plugins/} of working folders: programs start there only if it stands in the file
 * {@code trusted-plugins} of the user's {@linkplain UserConfiguration configuration}, one jar a line, as sha256sum prints them
 * ({@code SUM  PLACE}). {@code septum plugins trust} writes it.
 *
 * <p>The word is for a content, wherever a copy of it lies: what a program does hangs on its bytes, and a folder that was moved
 * or cloned has the same. The place says where it was when the word was given, for the user to read, and for the launcher to
 * notice that another content is there now.
 */
record TrustedPlugins(List<Entry> entries) {

    static final String FILE = "trusted-plugins";

    /**
     * A jar.
     *
     * @param sum the SHA-256 of its content
     * @param place where it was, printable
     */
    record Entry(String sum, String place) {

        static Entry of(Path jar, String sum) {
            return new Entry(sum, Printable.of(jar.toAbsolutePath().normalize()));
        }

        @Override
        public String toString() {
            return sum + "  " + place;
        }
    }

    /** @throws StartFailure if the file is not the user's alone, cannot be read, or has a line that is no jar's */
    static TrustedPlugins read(UserConfiguration configuration) throws StartFailure {
        List<Entry> entries = new ArrayList<>();
        for (String line : configuration.read(FILE)) {
            if (!line.matches("[0-9a-f]{64}  .+")) {
                throw StartFailure.input(configuration.file(FILE) + ", line " + (entries.size() + 1)
                        + ": found something else than a SHA-256, two spaces and a jar. Delete the line, and give your"
                        + " word anew: 'septum plugins trust'.");
            }
            entries.add(new Entry(line.substring(0, 64), line.substring(66)));
        }
        return new TrustedPlugins(List.copyOf(entries));
    }

    void write(UserConfiguration configuration) throws StartFailure {
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(entry).append('\n'));
        configuration.write(FILE, lines.toString());
    }

    /** Whether the user has given the word for this content. */
    boolean holds(String sum) {
        return entries.stream().anyMatch(entry -> entry.sum().equals(sum));
    }

    /** Whether there was a trusted jar at this place. */
    boolean knows(Path jar) {
        String place = Entry.of(jar, "").place();
        return entries.stream().anyMatch(entry -> entry.place().equals(place));
    }

    /** The same with one more, which takes the place of what was there. */
    TrustedPlugins with(Entry added) {
        List<Entry> all = new ArrayList<>(entries);
        all.removeIf(entry -> entry.place().equals(added.place()));
        all.add(added);
        return new TrustedPlugins(List.copyOf(all));
    }

    TrustedPlugins without(Predicate<Entry> forgotten) {
        return new TrustedPlugins(entries.stream().filter(forgotten.negate()).toList());
    }
}
