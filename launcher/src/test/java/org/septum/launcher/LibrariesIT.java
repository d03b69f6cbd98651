// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which libraries the application is made of, also those that lie within other jars, and what is known against them. */
class LibrariesIT {

    private static final Path APPLICATION = Path.of("target/app");
    private static final Path ADVISORIES = Path.of("src/sbom/advisories.csv");
    private static final Path EMBEDDED = Path.of("src/sbom/embedded.cdx.json");
    private static final Path SBOM = Path.of("target/septum.cdx.json");

    private static final Pattern JAR_NAME = Pattern.compile("(.+?)-(\\d.*)\\.jar");
    private static final Pattern PURL = Pattern.compile("pkg:maven/([^/]+)/([^@?]+)@([^?]+).*");

    /** Annotations for the compiler, which every module has and the application has not. */
    private static final Set<String> COMPILE_TIME =
            Set.of("org.osgi:osgi.annotation", "org.osgi:org.osgi.service.component.annotations");

    /**
     * A library as Maven knows it.
     *
     * @param group empty if its jar does not say it
     */
    private record Library(String group, String artifact, String version, Path jar, boolean embedded) {

        boolean isOf(String name) {
            return name.equals(group + ":" + artifact) || (group.isEmpty() && name.endsWith(":" + artifact));
        }

        boolean isOlderThan(String fixed) {
            return Version.parse(version).compareTo(Version.parse(fixed)) < 0;
        }

        String purl() {
            return "pkg:maven/" + group + "/" + artifact + "@" + version;
        }
    }

    private static List<Library> libraries;
    private static JsonNode embedded;

    @BeforeAll
    static void readTheApplication() throws IOException {
        libraries = new ArrayList<>();
        try (Stream<Path> files = Files.walk(APPLICATION)) {
            // ND4J's CUDA build is fetched by those who ask for it.
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.startsWith(APPLICATION.resolve("native/cuda")))
                    .sorted()
                    .toList()) {
                libraries.addAll(in(jar));
            }
        }
        embedded = new ObjectMapper().readTree(Files.readAllBytes(EMBEDDED));
    }

    @Test
    void nd4jComesWithoutTheParsersThatArraysDoNotNeed() {
        assertThat(libraries.stream()
                        .filter(library -> library.jar().startsWith(APPLICATION.resolve("lib")))
                        .filter(library -> !library.embedded())
                        .map(Library::artifact)
                        .distinct())
                .as("what pom.xml leaves on the class path beside ND4J; each of these is needed for arithmetic")
                .containsExactlyInAnyOrder(
                        "nd4j-api",
                        "nd4j-common",
                        "nd4j-native-api",
                        "nd4j-presets-common",
                        "javacpp",
                        "guava",
                        "neoitertools",
                        "commons-io",
                        "commons-lang3",
                        "commons-math3");
    }

    @Test
    void noLibraryHasAnAdvisoryThatIsNotAnswered() throws IOException {
        List<String> unanswered = new ArrayList<>();
        Set<String> answered = new TreeSet<>();
        for (String line : Files.readAllLines(ADVISORIES)) {
            String[] advisory = line.split(",", -1);
            for (Library library : libraries) {
                if (library.isOf(advisory[0]) && library.isOlderThan(advisory[1])) {
                    if (isAnswered(advisory[2], library.purl())) {
                        answered.add(advisory[2]);
                    } else {
                        unanswered.add("%s %s in %s has %s, mended in %s"
                                .formatted(advisory[0], library.version(), library.jar(), advisory[2], advisory[1]));
                    }
                }
            }
        }

        assertThat(unanswered)
                .as(
                        "raise them or leave them out in pom.xml, or say in %s why nothing that is read reaches them",
                        EMBEDDED)
                .isEmpty();
        assertThat(answered)
                .as("answers in %s to advisories that still concern the application", EMBEDDED)
                .containsExactlyInAnyOrderElementsOf(texts(embedded.path("vulnerabilities"), "id"));
    }

    private static boolean isAnswered(String advisory, String purl) {
        for (JsonNode answer : embedded.path("vulnerabilities")) {
            if (answer.path("id").asText().equals(advisory)) {
                return answer.at("/analysis/state").asText().equals("not_affected")
                        && !answer.at("/analysis/detail").asText().isBlank()
                        && texts(answer.path("affects"), "ref").contains(purl);
            }
        }
        return false;
    }

    @Test
    void whatJarsHoldBesidesThemselvesIsListed() {
        assertThat(texts(embedded.path("components"), "purl").stream().filter(purl -> purl.startsWith("pkg:maven/")))
                .as("libraries within other jars, in %s", EMBEDDED)
                .containsExactlyInAnyOrderElementsOf(libraries.stream()
                        .filter(Library::embedded)
                        .map(Library::purl)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The build writes it with -Dsbom only, as .ci/run does. */
    @Test
    void theBillOfMaterialsNamesEveryJarAndNoOther() throws IOException {
        assumeTrue(
                Files.exists(SBOM), "there is no " + SBOM + ": it takes mvn verify -Dsbom, which is not done offline");
        JsonNode sbom = new ObjectMapper().readTree(Files.readAllBytes(SBOM));

        Set<String> named = new TreeSet<>();
        for (String purl : texts(sbom.path("components"), "purl")) {
            Matcher parts = PURL.matcher(purl);
            assertThat(parts.matches()).as(purl).isTrue();
            if (!COMPILE_TIME.contains(parts.group(1) + ":" + parts.group(2))) {
                named.add(parts.group(2) + " " + parts.group(3));
            }
        }
        Set<String> there = new TreeSet<>();
        libraries.stream()
                .filter(library -> !library.embedded() && !library.artifact().equals("launcher"))
                .forEach(library -> there.add(library.artifact() + " " + library.version()));
        assertThat(named)
                .as("%s, which mvn verify -Dsbom writes anew, against the jars of %s", SBOM, APPLICATION)
                .isEqualTo(there);
        assertThat(texts(sbom.at("/metadata/component/externalReferences"), "url"))
                .contains(embedded.path("serialNumber").asText().replace("urn:uuid:", "urn:cdx:") + "/"
                        + embedded.path("version").asText());
    }

    private static Set<String> texts(JsonNode array, String field) {
        Set<String> texts = new TreeSet<>();
        array.forEach(entry -> texts.add(entry.path(field).asText()));
        return texts;
    }

    /** The jar itself, if Maven or its name says what it is, and what was put into it with its Maven properties. */
    private static Collection<Library> in(Path jar) throws IOException {
        String name = jar.getFileName().toString();
        List<Library> found = new ArrayList<>();
        boolean itself = false;
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream()
                    .filter(candidate -> candidate.getName().matches("META-INF/maven/.*/pom\\.properties"))
                    .toList()) {
                Properties maven = new Properties();
                try (InputStream in = file.getInputStream(entry)) {
                    maven.load(in);
                }
                String artifact = maven.getProperty("artifactId");
                String version = maven.getProperty("version");
                boolean own = name.equals(artifact + ".jar") || name.startsWith(artifact + "-" + version);
                itself |= own;
                found.add(new Library(maven.getProperty("groupId"), artifact, version, jar, !own));
            }
        }
        Matcher parts = JAR_NAME.matcher(name);
        if (!itself) {
            assertThat(parts.matches())
                    .as("%s says neither what it is nor of which version", jar)
                    .isTrue();
            found.add(new Library("", parts.group(1), parts.group(2), jar, false));
        }
        return found;
    }
}
