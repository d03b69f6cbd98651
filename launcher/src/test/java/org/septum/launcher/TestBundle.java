// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A small bundle made in a test: compiled, with a manifest and component descriptions written by hand. */
public final class TestBundle {

    /** Where the lower byte of the version stands in a class file. */
    private static final int CLASS_VERSION = 7;

    private final String name;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> components = new LinkedHashMap<>();
    private int java = 17;

    public TestBundle(String name) {
        this.name = name;
        header("Bundle-ManifestVersion", "2");
        header("Bundle-SymbolicName", name);
        header("Bundle-Version", "1.0.0");
    }

    public TestBundle header(String header, String value) {
        headers.put(header, value);
        return this;
    }

    TestBundle without(String header) {
        headers.remove(header);
        return this;
    }

    /** Adds a class of the bundle's package, which is the bundle's name. */
    public TestBundle source(String className, String body) {
        sources.put(className, "package " + name + ";\npublic class " + className + " " + body);
        return this;
    }

    /** Says in all its classes that they are made for this Java. */
    TestBundle compiledFor(int java) {
        this.java = java;
        return this;
    }

    /** Adds a class as a component that offers a {@link java.util.function.Supplier}. */
    TestBundle component(String className, String references, String body) {
        return component(className, "java.util.function.Supplier", references, body);
    }

    /** Adds a class as a component of Septum: a factory of metrics of the given type, with this constructor's body. */
    TestBundle metric(String className, String type, String constructor) {
        header(
                "Import-Package",
                "org.septum.api;version=\"[1.0,2)\",org.septum.api.data;version=\"[1.0,2)\","
                        + "org.septum.api.metric;version=\"[1.0,2)\"");
        return component(
                className,
                "org.septum.api.metric.MetricFactory",
                "<property name=\"plugin.type\" value=\"" + type + "\"/>",
                """
                { public %s() { %s }
                  public String summary() { return "a metric of a test"; }
                  public org.septum.api.Options options() { return org.septum.api.Options.none(); }
                  public org.septum.api.metric.Metric create(org.septum.api.Arguments arguments) {
                    throw new IllegalStateException("the metric needs a licence"); } }
                """.formatted(className, constructor));
    }

    /** Takes the type's name away from a component. */
    TestBundle untyped(String className) {
        components.computeIfPresent(
                "OSGI-INF/" + className + ".xml",
                (file, xml) -> xml.replaceAll("<property name=\"plugin.type\".*/>", ""));
        return this;
    }

    /**
     * Adds a metric that gives every slice the same score.
     *
     * @param first Java code that is carried out when a case begins
     */
    TestBundle score(String type, double value, String first) {
        metric("Factory", type, "");
        sources.computeIfPresent(
                "Factory",
                (name, source) -> source.replace(
                        "throw new IllegalStateException(\"the metric needs a licence\");", "return new Scorer();"));
        return source("Scorer", """
                implements org.septum.api.metric.Metric {
                  public Unit unit() { return Unit.SLICE; }
                  public Direction direction() { return Direction.HIGHER; }
                  public String emptyRule() { return "the same"; }
                  public Accumulator start(java.util.List<String> classes) {
                    %s
                    return new Accumulator() {
                      public void add(org.septum.api.metric.ScoredSlice slice) {}
                      public java.util.Map<String, org.septum.api.metric.Score> scores() {
                        return java.util.Map.of("all", org.septum.api.metric.Score.of(%s)); } }; } }
                """.formatted(first, value));
    }

    /**
     * Adds a reporter.
     *
     * @param members its methods
     */
    TestBundle reporter(String type, String members) {
        header(
                "Import-Package",
                "org.septum.api;version=\"[1.0,2)\",org.septum.api.report;version=\"[1.0,2)\","
                        + "org.septum.api.training;version=\"[1.0,2)\"");
        component(
                "Factory",
                "org.septum.api.report.ReporterFactory",
                "<property name=\"plugin.type\" value=\"" + type + "\"/>",
                """
                { public String summary() { return "a reporter of a test"; }
                  public org.septum.api.Options options() { return org.septum.api.Options.none(); }
                  public org.septum.api.report.Reporter create(org.septum.api.Arguments arguments) {
                    return new Reporting(); } }
                """);
        return source("Reporting", "implements org.septum.api.report.Reporter { " + members + " }");
    }

    private TestBundle component(String className, String service, String more, String body) {
        String file = "OSGI-INF/" + className + ".xml";
        components.put(file, """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s.%2$s">
                  <implementation class="%1$s.%2$s"/>
                  <service><provide interface="%3$s"/></service>
                  %4$s
                </scr:component>
                """.formatted(name, className, service, more));
        header("Service-Component", String.join(",", components.keySet()));
        return source(className, "implements " + service + (service.endsWith("Supplier") ? "<String> " : " ") + body);
    }

    public void write(Path jar) throws IOException {
        Path classes = Files.createTempDirectory("classes");
        compile(classes);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        Files.createDirectories(jar.getParent());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Map.Entry<String, String> component : components.entrySet()) {
                add(out, component.getKey(), component.getValue().getBytes(StandardCharsets.UTF_8));
            }
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                byte[] content = Files.readAllBytes(file);
                content[CLASS_VERSION] = (byte) (44 + java);
                add(out, classes.relativize(file).toString().replace('\\', '/'), content);
            }
        }
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void compile(Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-d", classes.toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = classes.resolve(source.getKey() + ".java");
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (!sources.isEmpty()
                && compiler.run(null, OutputStream.nullOutputStream(), null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalArgumentException("the sources of " + name + " do not compile");
        }
    }

    private static void add(JarOutputStream out, String entry, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(entry));
        out.write(content);
        out.closeEntry();
    }
}
