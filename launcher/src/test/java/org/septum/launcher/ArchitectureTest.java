// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.osgi.Analyzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How the house is kept inside: packages depend on each other in one direction, classes and packages are small enough to be
 * looked over. Who may use whose packages is in {@link ManifestRulesIT}.
 */
class ArchitectureTest {

    private static final int MOST_LINES = 300;
    private static final int MOST_CLASSES = 20;

    /** Packages with more classes, and why. */
    private static final Map<String, String> LARGE = Map.of();

    /** Classes with more lines, and why. */
    private static final Map<String, String> LONG = Map.of();

    private static List<Path> modules() throws IOException {
        List<Path> modules = new ArrayList<>(List.of(Path.of("")));
        try (Stream<Path> bundles = Files.list(Path.of("../bundles"))) {
            bundles.filter(bundle -> Files.exists(bundle.resolve("pom.xml"))).forEach(modules::add);
        }
        return modules;
    }

    /** The main sources of all modules, by package. */
    private static Map<String, List<Path>> sources() throws IOException {
        Map<String, List<Path>> sources = new TreeMap<>();
        for (Path module : modules()) {
            Path root = module.resolve("src/main/java");
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> sources.computeIfAbsent(
                                        root.relativize(file.getParent())
                                                .toString()
                                                .replace('/', '.'),
                                        name -> new ArrayList<>())
                                .add(file));
            }
        }
        return sources;
    }

    @Test
    void packagesHaveNoCircles() throws Exception {
        Map<String, List<Set<String>>> circles = new TreeMap<>();
        for (Path module : modules()) {
            Path classes = module.resolve("target/classes");
            assertThat(classes).as("build all modules first").isDirectory();
            List<Set<String>> found = circles(uses(classes));
            if (!found.isEmpty()) {
                circles.put(module.toString(), found);
            }
        }
        assertThat(circles).isEmpty();
    }

    @Test
    void aCircleIsFound() {
        Map<String, Set<String>> uses = Map.of(
                "a", Set.of("b"),
                "b", Set.of("c", "d"),
                "c", Set.of("a", "e"),
                "d", Set.of("e"),
                "e", Set.of());
        assertThat(circles(uses)).containsExactly(Set.of("a", "b", "c"));
    }

    @Test
    void classFilesAreShort() throws Exception {
        Set<String> found = new TreeSet<>();
        for (List<Path> files : sources().values()) {
            for (Path file : files) {
                long lines;
                try (Stream<String> text = Files.lines(file)) {
                    lines = text.count();
                }
                String name = file.getFileName().toString().replace(".java", "");
                if (lines > MOST_LINES && LONG.getOrDefault(name, "").isEmpty()) {
                    found.add(name + " has " + lines + " lines");
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void packagesAreSmallAndSayWhatTheyAreFor() throws Exception {
        Set<String> found = new TreeSet<>();
        sources().forEach((name, files) -> {
            long classes = files.stream()
                    .filter(file -> !file.endsWith("package-info.java"))
                    .count();
            if (classes == files.size()) {
                found.add(name + " has no package-info");
            }
            if (classes > MOST_CLASSES && LARGE.getOrDefault(name, "").isEmpty()) {
                found.add(name + " has " + classes + " classes; a room in it for what belongs together, or a reason");
            }
        });
        assertThat(found).isEmpty();
    }

    /** The packages of a module, and which of its own each uses. */
    private static Map<String, Set<String>> uses(Path classes) throws Exception {
        Map<String, Set<String>> uses = new TreeMap<>();
        try (Analyzer analyzer = new Analyzer()) {
            analyzer.setJar(classes.toFile());
            analyzer.analyze();
            analyzer.getContained().keySet().forEach(own -> uses.put(own.getFQN(), new TreeSet<>()));
            analyzer.getUses()
                    .forEach((own, used) -> used.stream()
                            .map(other -> other.getFQN())
                            .filter(uses::containsKey)
                            .forEach(uses.get(own.getFQN())::add));
        }
        return uses;
    }

    /** Which packages reach each other both ways. */
    private static List<Set<String>> circles(Map<String, Set<String>> uses) {
        Map<String, Set<String>> reached = new TreeMap<>();
        uses.keySet().forEach(name -> reached.put(name, reached(name, uses)));
        Set<Set<String>> circles = new LinkedHashSet<>();
        reached.forEach((name, others) -> {
            Set<String> circle = new TreeSet<>(Set.of(name));
            others.stream().filter(other -> reached.get(other).contains(name)).forEach(circle::add);
            if (circle.size() > 1) {
                circles.add(circle);
            }
        });
        return List.copyOf(circles);
    }

    private static Set<String> reached(String name, Map<String, Set<String>> uses) {
        Set<String> reached = new TreeSet<>();
        List<String> open = new ArrayList<>(uses.get(name));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (reached.add(next)) {
                open.addAll(uses.get(next));
            }
        }
        return reached;
    }
}
