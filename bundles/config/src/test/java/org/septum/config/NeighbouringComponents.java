// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.services.plugin.Registry;

/**
 * The components of all neighbouring bundles that are on the test class path, found by the annotations in their sources,
 * so that a new component needs no line here.
 */
final class NeighbouringComponents implements Registry {

    private static final Path BUNDLES = Path.of("..");
    private static final Pattern SOURCE =
            Pattern.compile("package ([\\w.]+);.*\\n@PluginType\\(\"([^\"]+)\"\\)", Pattern.DOTALL);

    private final List<Installed> entries = new ArrayList<>();

    NeighbouringComponents() {
        try (Stream<Path> bundles = Files.list(BUNDLES)) {
            for (Path bundle : bundles.sorted().toList()) {
                Path sources = bundle.resolve("src/main/java");
                if (Files.isDirectory(sources)) {
                    addBundle(bundle.getFileName().toString(), sources);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addBundle(String bundle, Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(path -> path.toString().endsWith("Factory.java"))
                    .sorted()
                    .toList()) {
                Matcher source = SOURCE.matcher(Files.readString(file));
                if (source.find()) {
                    String simpleName = file.getFileName().toString().replace(".java", "");
                    add("org.septum." + bundle, source.group(2), source.group(1) + "." + simpleName);
                }
            }
        }
    }

    private void add(String bundle, String type, String className) {
        try {
            Factory<?> factory = (Factory<?>)
                    Class.forName(className).getDeclaredConstructor().newInstance();
            Kind kind = Arrays.stream(Kind.values())
                    .filter(candidate -> isOf(candidate, factory))
                    .findFirst()
                    .orElseThrow();
            entries.add(new Installed(kind, type, factory, bundle, "1.0.0", "test"));
        } catch (ClassNotFoundException e) {
            // A bundle that no experiment names, such as a backend, need not be on the class path.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(className + " has no constructor without arguments", e);
        }
    }

    private static boolean isOf(Kind kind, Factory<?> factory) {
        try {
            return Class.forName(kind.service()).isInstance(factory);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<Installed> components() {
        return entries;
    }
}
