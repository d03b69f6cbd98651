// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.convention;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.septum.api.UserError;
import org.septum.api.data.Recognition;
import org.septum.common.files.FilePattern;
import org.septum.common.files.FolderFiles;
import org.septum.common.text.Words;

/**
 * Finds out how a folder's images and masks are called, from what people call them: masks by words such as {@code mask},
 * {@code seg} or {@code gt} in names or folders, or, where no name has any, by two sets of files with the same names of which
 * one holds few different numbers. An image is what has the mask's id in its path.
 *
 * @param kind what the files are, for messages: {@code picture}
 * @param endings of files that can be images or masks, in lower case, longer ones first
 * @param looksLikeMask whether a file holds few different numbers, by its path in the folder; asked of a few files
 */
public record ConventionFinder(String kind, List<String> endings, Predicate<String> looksLikeMask) {

    /** Fewer pairs than this share of the best are an accident of names, such as an image that is called label. */
    private static final double ACCIDENT = 0.02;

    /** All that is called so. */
    private record Masks(List<MaskName> names, Map<String, String> pathOfKey) {}

    /**
     * The convention of a folder.
     *
     * @return empty if it has no file of these endings
     * @throws UserError if there are no masks, masks without an image, or several ways to read the folder; the message shows
     *     them and how to choose
     */
    public Optional<Convention> find(Recognition.Folder folder) {
        Map<String, FileName> files = new TreeMap<>();
        for (String path : folder.files()) {
            FileName.of(path, endings).ifPresent(name -> files.put(path, name));
        }
        if (files.isEmpty()) {
            return Optional.empty();
        }
        Said said = new Said(folder, kind);
        List<Convention> found =
                said.masks().isPresent() ? List.of(said.convention(files.keySet())) : bySchemes(files, said);
        if (found.isEmpty() && said.images().isEmpty()) {
            found = new Unnamed(files, looksLikeMask)
                    .masks().stream()
                            .flatMap(template ->
                                    conventions(Map.of(template, of(template, files.keySet())), files, said).stream())
                            .toList();
        }
        Ambiguity ambiguity = new Ambiguity(folder.path(), kind);
        if (found.isEmpty()) {
            throw ambiguity.noMasks(List.copyOf(files.keySet()));
        }
        if (found.size() > 1) {
            throw ambiguity.several(found);
        }
        Convention convention = found.get(0);
        requireImages(convention, folder);
        requireMasks(convention, files.keySet(), folder);
        return Optional.of(convention.simple());
    }

    /** Every way to read the names that pairs a fair share of what the best one pairs. */
    private List<Convention> bySchemes(Map<String, FileName> files, Said said) {
        List<Convention> all = new ArrayList<>();
        for (MaskName.Scheme scheme : MaskName.Scheme.values()) {
            Map<String, Masks> byTemplate = new LinkedHashMap<>();
            for (FileName file : files.values()) {
                MaskName.of(file, scheme).ifPresent(name -> {
                    Masks masks = byTemplate.computeIfAbsent(
                            name.template(), template -> new Masks(new ArrayList<>(), new TreeMap<>()));
                    masks.names().add(name);
                    masks.pathOfKey().put(name.key(), file.path());
                });
            }
            all.addAll(conventions(byTemplate, files, said));
        }
        all.sort(Comparator.comparingInt(convention -> -convention.ids().size()));
        List<Convention> kept = new ArrayList<>();
        for (Convention one : all) {
            boolean fair = one.ids().size() >= ACCIDENT * all.get(0).ids().size();
            // The same masks read by folder and by name are no second convention: what pairs more of them stands first.
            boolean fresh = kept.stream()
                    .allMatch(other ->
                            other.masks().equals(one.masks()) || Collections.disjoint(masks(other), masks(one)));
            if (fair && fresh) {
                kept.add(one);
            }
        }
        return kept;
    }

    private static Set<String> masks(Convention convention) {
        FilePattern pattern = FilePattern.of(convention.masks());
        Set<String> paths = new HashSet<>(convention.alone());
        convention.ids().forEach(id -> paths.add(pattern.path(id)));
        return paths;
    }

    private List<Convention> conventions(Map<String, Masks> byTemplate, Map<String, FileName> files, Said said) {
        Set<String> images = new HashSet<>(files.keySet());
        byTemplate.values().forEach(masks -> images.removeAll(masks.pathOfKey().values()));
        List<Convention> conventions = new ArrayList<>();
        byTemplate.forEach((template, masks) -> {
            List<ImageTemplates.Coverage> candidates = said.images().isEmpty()
                    ? new ImageTemplates(images).of(masks.names())
                    : said.coverage(masks.names(), images);
            List<List<String>> choices = said.images().isEmpty() || candidates.isEmpty()
                    ? new Channels(candidates).choices()
                    : List.of(said.images());
            choices.forEach(chosen -> conventions.add(paired(chosen, template, masks, images)));
        });
        return conventions;
    }

    /** A mask has its image where the first channel is there; what the others lack, the dataset tells. */
    private static Convention paired(List<String> chosen, String template, Masks masks, Set<String> images) {
        FilePattern first = FilePattern.of(chosen.get(0));
        Set<String> ids = new TreeSet<>();
        Set<String> alone = new TreeSet<>();
        masks.pathOfKey().forEach((key, path) -> {
            if (images.contains(first.path(key))) {
                ids.add(key);
            } else {
                alone.add(path);
            }
        });
        return new Convention(chosen, template, List.copyOf(ids), List.copyOf(alone));
    }

    private static Masks of(String template, Set<String> paths) {
        FilePattern pattern = FilePattern.of(template);
        Masks masks = new Masks(new ArrayList<>(), new TreeMap<>());
        for (String path : paths) {
            pattern.id(path).ifPresent(key -> {
                int slash = template.contains("{folder}") ? key.lastIndexOf('/') : -1;
                masks.names()
                        .add(new MaskName(
                                template, slash < 0 ? "" : key.substring(0, slash), key.substring(slash + 1)));
                masks.pathOfKey().put(key, path);
            });
        }
        return masks;
    }

    private void requireImages(Convention convention, Recognition.Folder folder) {
        if (convention.alone().isEmpty()) {
            return;
        }
        String first = convention.alone().get(0);
        String id = FilePattern.of(convention.masks()).id(first).orElse("");
        throw new UserError(
                folder.path() + ": " + Words.count(convention.alone().size(), "mask")
                        + (convention.alone().size() == 1 ? " has" : " have") + " no image ("
                        + FolderFiles.some(convention.alone())
                        + "): there is no file '"
                        + FilePattern.of(convention.images().get(0)).path(id)
                        + "', as " + Words.count(convention.ids().size(), "other mask") + " have it. Get the "
                        + (convention.alone().size() == 1 ? "image" : "images")
                        + ", correct the names, or move these masks away");
    }

    /** Files that are called as images are and have no mask: the dataset would refuse them, too. */
    private void requireMasks(Convention convention, Set<String> files, Recognition.Folder folder) {
        FilePattern images = FilePattern.of(convention.images().get(0));
        Set<String> ids = new HashSet<>(convention.ids());
        Set<String> masks = masks(convention);
        Set<String> channels = new HashSet<>();
        for (String id : ids) {
            channels.addAll(convention.files(id));
        }
        List<String> without = files.stream()
                .filter(path -> !masks.contains(path) && !channels.contains(path))
                .filter(path -> images.id(path).filter(id -> !ids.contains(id)).isPresent())
                .toList();
        if (!without.isEmpty()) {
            boolean one = without.size() == 1;
            throw new UserError(folder.path() + ": " + Words.count(without.size(), kind) + (one ? " is" : " are")
                    + " called as images are, '" + convention.images().get(0) + "', and " + (one ? "has" : "have")
                    + " no mask (" + FolderFiles.some(without) + "); " + Words.count(ids.size(), "image")
                    + " have one, called '" + convention.masks()
                    + "'. Move what has none to another folder ('septum predict'"
                    + " segments it later), or make the missing masks");
        }
    }
}
