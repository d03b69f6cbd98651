// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.experiment.Section;
import org.septum.services.plugin.Registry.Installed;

/**
 * The reference: the experiment file's page first, then one for each kind of component.
 *
 * @param pages in the order in which they are listed
 */
public record Reference(List<Page> pages) {

    /**
     * A page.
     *
     * @param name of its file, without an ending
     * @param lead what it is about, in sentences
     */
    public record Page(String name, String title, String lead, List<Topic> parts) {}

    /**
     * A component, or a section of the experiment file.
     *
     * @param text what it does
     * @param origin the bundle that offers it and the bundle's version; empty for a section
     */
    public record Topic(String title, String text, String origin, List<Row> rows) {}

    /**
     * An option.
     *
     * @param page the name of the page with the components that are its values; empty for other values
     */
    public record Row(String name, String type, String byDefault, String range, String documentation, String page) {}

    /** The reference of what is installed. */
    public static Reference of(List<Section> sections, List<Installed> installed) {
        List<Page> pages = new ArrayList<>();
        List<Topic> parts = new ArrayList<>();
        sections.forEach(section -> parts.add(part(section)));
        pages.add(new Page(
                "experiment",
                "The experiment file",
                "An experiment is one YAML file. A component in it is a mapping with its type and its options, or just its"
                        + " type; type: NAME@1.2 chooses a bundle's version where several are installed. ${NAME:default}"
                        + " stands for an environment variable.",
                parts));
        for (Kind kind : Kind.values()) {
            pages.add(page(kind, sections, installed));
        }
        return new Reference(pages);
    }

    /** A kind's page. */
    public static Page page(Kind kind, List<Section> sections, List<Installed> installed) {
        List<Topic> parts = installed.stream()
                .filter(entry -> entry.kind() == kind)
                .map(Reference::part)
                .toList();
        List<String> places = new ArrayList<>();
        for (Section section : sections) {
            String prefix = section.path().isEmpty() ? "" : section.path() + ".";
            section.options().forEach(option -> {
                if (kind.equals(kind(option.type()))) {
                    places.add(prefix + option.name());
                }
            });
        }
        for (Installed entry : installed) {
            entry.factory().options().forEach(option -> {
                if (kind.equals(kind(option.type()))) {
                    places.add("the option " + option.name() + " of the " + entry.kind() + " " + entry.type());
                }
            });
        }
        String lead = places.isEmpty()
                ? ""
                : "Where they stand: "
                        + String.join("; ", places.stream().distinct().toList()) + ".";
        return new Page(name(kind), title(kind), lead, parts);
    }

    /** A section of the experiment file. */
    public static Topic part(Section section) {
        String title = section.path().isEmpty() ? "Uppermost keys" : section.path();
        return new Topic(title, section.documentation(), "", rows(section.options()));
    }

    /** A component. */
    public static Topic part(Installed entry) {
        return new Topic(
                entry.type(),
                sentence(entry.factory().summary()),
                entry.bundle() + " " + entry.version(),
                rows(entry.factory().options()));
    }

    /** The name of a kind's page: its plural, words joined by hyphens. */
    public static String name(Kind kind) {
        return Allowed.plural(kind.label()).replace(' ', '-');
    }

    private static String title(Kind kind) {
        String plural = Allowed.plural(kind.label());
        return plural.substring(0, 1).toUpperCase(Locale.ROOT) + plural.substring(1);
    }

    private static String sentence(String summary) {
        return summary.substring(0, 1).toUpperCase(Locale.ROOT) + summary.substring(1) + ".";
    }

    private static List<Row> rows(Options options) {
        List<Row> rows = new ArrayList<>();
        for (Option option : options) {
            Kind kind = kind(option.type());
            rows.add(new Row(
                    option.name(),
                    Allowed.type(option.type()),
                    byDefault(option),
                    Allowed.range(option.type()),
                    option.documentation(),
                    kind == null ? "" : name(kind)));
        }
        return rows;
    }

    private static String byDefault(Option option) {
        return switch (option.necessity()) {
            case REQUIRED -> "required";
            case OPTIONAL -> "none";
            case DEFAULTED -> String.valueOf(option.defaultValue()).toLowerCase(Locale.ROOT);
        };
    }

    /** The kind of the components among a type's values; null if there are none. */
    private static Kind kind(OptionType type) {
        if (type instanceof OptionType.Nested nested) {
            return nested.kind();
        }
        if (type instanceof OptionType.Listing listing) {
            return kind(listing.element());
        }
        if (type instanceof OptionType.OneOrMore more) {
            return kind(more.element());
        }
        if (type instanceof OptionType.OrWord or) {
            return kind(or.otherwise());
        }
        return type instanceof OptionType.Mapping mapping ? kind(mapping.element()) : null;
    }
}
