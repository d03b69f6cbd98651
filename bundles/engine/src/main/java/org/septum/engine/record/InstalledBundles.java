// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.septum.api.Component;
import org.septum.common.files.Sha256;

/** The bundles of this process and the jars that they come from. */
public record InstalledBundles(BundleContext context) {

    /** Each bundle's name, version and its jar's SHA-256, and whether it is a plugin, one that is not Septum's own. */
    public ArrayNode described() {
        ArrayNode bundles = new ObjectMapper().createArrayNode();
        for (Bundle bundle : context.getBundles()) {
            ObjectNode node = bundles.addObject();
            node.put("name", bundle.getSymbolicName());
            node.put("version", bundle.getVersion().toString());
            jar(bundle).ifPresent(jar -> {
                node.put("sha256", Sha256.orReason(jar));
                if (isPlugin(jar)) {
                    node.put("plugin", true);
                }
            });
        }
        return bundles;
    }

    /**
     * Which bundle offers each component of an experiment: where several versions of one are installed, this tells which was
     * used.
     *
     * @param components by their places in the experiment
     */
    static ObjectNode offering(Map<String, Component> components) {
        ObjectNode node = new ObjectMapper().createObjectNode();
        components.forEach((place, component) -> add(place, component, node));
        return node;
    }

    private static void add(String place, Component component, ObjectNode node) {
        ObjectNode entry = node.putObject(place).put("type", component.type());
        addBundle(component.factory(), entry);
        component.arguments().asMap().forEach((name, value) -> addNested(place + "." + name, value, node));
    }

    /** Adds the name and the version of the bundle that an object's class comes from. */
    static void addBundle(Object object, ObjectNode entry) {
        Bundle bundle = FrameworkUtil.getBundle(object.getClass());
        if (bundle != null) {
            entry.put("bundle", bundle.getSymbolicName())
                    .put("version", bundle.getVersion().toString());
        }
    }

    private static void addNested(String place, Object value, ObjectNode node) {
        if (value instanceof Component component) {
            add(place, component, node);
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                addNested(place + "[" + i + "]", list.get(i), node);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((name, item) -> addNested(place + "." + name, item, node));
        }
    }

    /** The jar with this hash, if a bundle comes from it. */
    public Optional<Path> jar(String hash) {
        return Stream.of(context.getBundles())
                .map(InstalledBundles::jar)
                .flatMap(Optional::stream)
                .filter(jar -> Sha256.orReason(jar).equals(hash))
                .findFirst();
    }

    /** The bundles of this name, each with its jar's hash and where the user has it. */
    public List<String> named(String name) {
        return Stream.of(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .map(bundle -> bundle.getVersion() + ", SHA-256 "
                        + jar(bundle).map(Sha256::orReason).orElse("unknown") + " (" + location(bundle) + ")")
                .toList();
    }

    /** The bundle's jar as the user knows it: the launcher installs a copy of a plugin, and says of what. */
    public String location(Bundle bundle) {
        return jar(bundle)
                .map(Path::toString)
                .map(jar -> Optional.ofNullable(context.getProperty("septum.plugin." + jar))
                        .orElse(jar))
                .orElse(bundle.getLocation());
    }

    private static Optional<Path> jar(Bundle bundle) {
        String location = bundle.getLocation();
        return location.contains("file:")
                ? Optional.of(Path.of(URI.create(location.substring(location.indexOf("file:")))))
                : Optional.empty();
    }

    /** Septum's own bundles lie where the start script says. */
    private static boolean isPlugin(Path jar) {
        String application = System.getProperty("septum.app");
        return application != null
                && !jar.toAbsolutePath()
                        .normalize()
                        .startsWith(
                                Path.of(application, "bundles").toAbsolutePath().normalize());
    }
}
