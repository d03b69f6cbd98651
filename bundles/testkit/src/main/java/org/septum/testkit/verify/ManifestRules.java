// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.verify;

import static org.septum.testkit.rules.Rule.require;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.septum.testkit.rules.Rule;

/** What a plugin's bundle keeps to, as far as its jar tells without a framework. */
public final class ManifestRules {

    private static final String API = "org.septum.api";

    /** Septum's own bundles share more with each other: they are built together, and read JSON by what common gives them. */
    private static final Pattern OWN =
            Pattern.compile("(org\\.septum\\.(common|services)|com\\.fasterxml\\.jackson)\\..*");

    private static final Pattern PLATFORM =
            Pattern.compile("(javax\\.|org\\.w3c\\.dom|org\\.xml\\.sax|org\\.osgi\\.|org\\.slf4j).*|java\\..*");
    private static final Pattern COMPUTING = Pattern.compile("(org\\.(nd4j|bytedeco)\\.|sun\\.misc).*");
    private static final Pattern UNVERSIONED =
            Pattern.compile("(javax?\\.|org\\.w3c\\.dom|org\\.xml\\.sax|org\\.nd4j\\.|org\\.bytedeco\\.|sun\\.misc).*");

    private final Manifest manifest;
    private final List<String> files;
    private final boolean backend;

    private ManifestRules(Manifest manifest, List<String> files, boolean backend) {
        this.manifest = manifest;
        this.files = files;
        this.backend = backend;
    }

    /**
     * The rules in the order of their numbers.
     *
     * @param files the names of the jar's entries
     * @param backend whether the bundle offers a backend, which may import all of ND4J
     */
    public static List<Rule> of(Manifest manifest, List<String> files, boolean backend) {
        ManifestRules rules = new ManifestRules(manifest, files, backend);
        return List.of(
                new Rule("B-01", "the bundle imports only the JDK, OSGi, logging and " + API, rules::imports),
                new Rule("B-02", "imports have version ranges", rules::versions),
                new Rule("B-03", "the bundle exports nothing and holds no copy of " + API, rules::exports));
    }

    private void imports() {
        packages("Import-Package").keySet().forEach(name -> {
            boolean allowed = isApi(name)
                    || isSeptums() && OWN.matcher(name).matches()
                    || PLATFORM.matcher(name).matches()
                    || (backend && COMPUTING.matcher(name).matches());
            require(
                    allowed,
                    name.startsWith("org.septum.")
                            ? "it imports " + name + ", which belongs to another bundle of Septum; only " + API
                                    + " and what is below it is for plugins"
                            : "it imports " + name + "; embed what the plugin needs (bnd: -includeresource or "
                                    + "-conditionalpackage), so that the jar works by itself");
        });
        require(
                manifest.getMainAttributes().getValue("DynamicImport-Package") == null
                        && manifest.getMainAttributes().getValue("Require-Bundle") == null,
                "it has DynamicImport-Package or Require-Bundle, by which it sees more than it imports");
    }

    private void versions() {
        packages("Import-Package").forEach((name, rest) -> {
            if (!UNVERSIONED.matcher(name).matches() && !rest.contains("resolution:=optional")) {
                require(
                        rest.matches(".*version=\"[\\[(][0-9.]+[^,]*,[0-9.]+[^,]*[\\])]\".*"),
                        "the import of " + name
                                + " has no version range such as \"[1.0,2)\", so that a later, different "
                                + "one would be taken: build the jar with bnd");
            }
        });
    }

    private void exports() {
        require(
                packages("Export-Package").isEmpty(),
                "it exports " + String.join(", ", packages("Export-Package").keySet())
                        + ", but plugins share nothing with each other");
        files.forEach(file ->
                require(!file.startsWith("org/septum/api/"), "it holds " + file + ", which must come from Septum"));
    }

    private boolean isSeptums() {
        String name = manifest.getMainAttributes().getValue("Bundle-SymbolicName");
        return name != null && name.startsWith("org.septum.");
    }

    private static boolean isApi(String name) {
        return name.equals(API) || name.startsWith(API + ".");
    }

    /** Each package of a header with its attributes and directives. */
    private Map<String, String> packages(String header) {
        Map<String, String> packages = new LinkedHashMap<>();
        String value = manifest.getMainAttributes().getValue(header);
        if (value != null) {
            // Clauses are separated by commas that stand outside of quotes.
            Matcher clauses = Pattern.compile("(?:[^,\"]|\"[^\"]*\")+").matcher(value);
            while (clauses.find()) {
                String clause = clauses.group().strip();
                int end = clause.indexOf(';');
                packages.put(end < 0 ? clause : clause.substring(0, end), end < 0 ? "" : clause.substring(end));
            }
        }
        return packages;
    }
}
