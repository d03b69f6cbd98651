// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the Markdown pages point to is there: links with their headings, files, packages, classes and their members. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..");

    /** Classes that are not Septum's. */
    private static final Set<String> OTHERS =
            Set.of("ArithmeticException", "AtomicDouble", "FileHandler", "OutOfMemoryError", "SameDiff", "System");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern FENCED = Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern CLASS =
            Pattern.compile("([A-Z]\\w*[a-z]\\w*)(?:\\.([A-Za-z]\\w*))?(?:\\(.*\\))?(?:\\.java)?");
    private static final Pattern FILE =
            Pattern.compile("(?:bundles|launcher|experiments|configs|\\.ci|\\.github)/[\\w./-]+");
    private static final Pattern PACKAGE = Pattern.compile("org\\.septum(?:\\.[a-z]\\w*)*");
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|interface|record|enum)\\s+(\\w+)");
    private static final Pattern ROOMS = Pattern.compile("^\\| ((?:`[\\w-]+` ?)+) \\| (.*) \\|$", Pattern.MULTILINE);

    /** The Java files, by the names of the classes that they declare. */
    private static Map<String, Set<Path>> classes() throws IOException {
        Map<String, Set<Path>> classes = new TreeMap<>();
        for (String module : List.of("bundles", "launcher")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
                for (Path file : files.filter(file -> file.toString().endsWith(".java")
                                && !file.toString().contains("/target/"))
                        .toList()) {
                    DECLARED.matcher(Files.readString(file))
                            .results()
                            .forEach(found -> classes.computeIfAbsent(found.group(1), name -> new TreeSet<>())
                                    .add(file));
                }
            }
        }
        return classes;
    }

    /** The changelog is not among them: it speaks of what has gone, too. */
    private static List<Path> pages() throws IOException {
        try (Stream<Path> bundles = Files.walk(ROOT.resolve("bundles"), 2);
                Stream<Path> others = Stream.of(Files.list(ROOT), Files.walk(ROOT.resolve(".github"), 2))
                        .flatMap(files -> files)) {
            return Stream.concat(bundles, others)
                    .filter(file -> file.toString().endsWith(".md") && !file.endsWith("CHANGELOG.md"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatThePagesPointToIsThere() throws Exception {
        Map<String, Set<Path>> classes = classes();
        Set<String> missing = new TreeSet<>();
        List<Path> pages = pages();
        assertThat(pages).hasSizeGreaterThan(7);
        for (Path page : pages) {
            String text = FENCED.matcher(Files.readString(page)).replaceAll("");
            Stream<String> links = LINK.matcher(text)
                    .results()
                    .filter(link -> !link.group(1).startsWith("http") && !isLinked(page, link.group(1), link.group(2)))
                    .map(link -> "link to " + link.group(1) + (link.group(2) == null ? "" : "#" + link.group(2)));
            Stream<String> named =
                    CODE.matcher(text).results().map(code -> code.group(1)).filter(code -> !isThere(code, classes));
            Stream.concat(links, named).forEach(what -> missing.add(ROOT.relativize(page) + ": " + what));
        }
        assertThat(missing).isEmpty();
    }

    private static boolean isLinked(Path page, String file, String heading) {
        Path target = file.isEmpty() ? page : page.resolveSibling(file);
        if (heading == null || !Files.exists(target)) {
            return Files.exists(target);
        }
        try (Stream<String> lines = Files.lines(target)) {
            return lines.filter(line -> line.matches("#+ .*"))
                    .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                    .map(line -> line.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                    .anyMatch(heading::equals);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isThere(String code, Map<String, Set<Path>> classes) {
        Matcher named = CLASS.matcher(code);
        if (named.matches() && !Files.exists(ROOT.resolve(code))) {
            return OTHERS.contains(named.group(1))
                    || classes.containsKey(named.group(1)) && hasMember(classes.get(named.group(1)), named.group(2));
        }
        if (FILE.matcher(code).matches() && !code.contains("/target")) {
            return Files.exists(ROOT.resolve(code));
        }
        return !PACKAGE.matcher(code).matches() || isPackage(code.replace('.', '/'));
    }

    private static boolean hasMember(Set<Path> files, String member) {
        return member == null
                || files.stream().anyMatch(file -> {
                    try {
                        return Pattern.compile("\\b" + member + "\\b")
                                .matcher(Files.readString(file))
                                .find();
                    } catch (IOException e) {
                        return false;
                    }
                });
    }

    private static boolean isPackage(String folder) {
        return Stream.of(ROOT.resolve("launcher"), ROOT.resolve("bundles"))
                .flatMap(module -> Stream.concat(
                        Stream.of(module),
                        Stream.of(module.toFile().listFiles()).map(file -> file.toPath())))
                .anyMatch(module -> Files.isDirectory(module.resolve("src/main/java/" + folder)));
    }

    /** The table of rooms in bundles/README.md has every one. */
    @Test
    void theRoomsAreThoseThatThereAre() throws Exception {
        String text = Files.readString(ROOT.resolve("bundles/README.md"));
        List<MatchResult> rows = ROOMS.matcher(text.substring(text.indexOf("| bundle | its rooms |")))
                .results()
                .toList();
        assertThat(rows).hasSizeGreaterThan(8);
        for (MatchResult row : rows) {
            for (String module : words(row.group(1))) {
                String folder = module.equals("launcher") ? module : "bundles/" + module;
                Path sources = ROOT.resolve(folder + "/src/main/java/org/septum/" + module.replace('-', '/'));
                try (Stream<Path> rooms = Files.list(sources)) {
                    assertThat(words(row.group(2)))
                            .as(module)
                            .containsAll(rooms.filter(Files::isDirectory)
                                    .map(room -> room.getFileName().toString())
                                    .toList());
                }
            }
        }
    }

    private static Set<String> words(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1)).collect(Collectors.toSet());
    }
}
