// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.prediction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.septum.api.UserError;
import org.septum.api.data.VolumeFormat;
import org.septum.common.files.FolderFiles;
import org.septum.engine.prediction.PredictionInputs.Input;
import org.septum.engine.sample.ActiveHead;
import org.septum.services.run.Runner;

/**
 * Where the results of a prediction go. All names are known and compared with all images and with each other before
 * anything is written; names that differ in case alone count as the same, as they do on many disks.
 *
 * @param folder that of all results
 * @param names of the results of each image
 * @param severalHeads whether names tell the head
 * @param notes on names that are not the image's own
 */
record PredictionOutputs(Path folder, Map<Input, Name> names, boolean severalHeads, List<String> notes) {

    /**
     * The names of an image's results.
     *
     * @param stem how all of them begin
     * @param ending how those of its masks end
     */
    private record Name(String stem, String ending) {}

    /** What no file system takes in a name, or takes for a folder. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}/\\\\:*?\"<>|]");

    private static final Pattern OVERLAY = Pattern.compile("(.*-overlay)(-\\d+)?\\.png", Pattern.DOTALL);

    /**
     * Names all results.
     *
     * @param formats all that are installed, whose names of files tell a file from a folder
     * @throws UserError if a result would replace an image or another result, or the output is named like a file that
     *     cannot be written; the message has the names
     */
    static PredictionOutputs of(
            Runner.PredictionRequest request, List<Input> inputs, List<ActiveHead> heads, List<VolumeFormat> formats) {
        PredictionOutputs outputs = namesFile(request.output(), formats)
                ? ofFile(request, inputs.get(0), heads.size() > 1)
                : ofFolder(request.output(), inputs, heads.size() > 1);
        outputs.check(request, inputs, heads);
        return outputs;
    }

    private static boolean namesFile(Path output, List<VolumeFormat> formats) {
        return !Files.isDirectory(output)
                && output.getFileName() != null
                && (formats.stream().anyMatch(format -> format.accepts(output))
                        || PredictionInputs.advice(output, formats).isPresent());
    }

    private static PredictionOutputs ofFile(Runner.PredictionRequest request, Input input, boolean severalHeads) {
        Path output = request.output();
        if (Files.isDirectory(request.input())) {
            throw new UserError(
                    output + ": the masks of a folder of images need a folder, and this is the name of a file;"
                            + " make the folder first if it is to be called so");
        }
        VolumeFormat format = input.format();
        String name = output.getFileName().toString();
        if (!format.writes(output)) {
            String stem = format.accepts(output) ? format.stem(output) : name.replaceFirst("(\\.nii)?\\.[^.]*$", "");
            throw new UserError(output + ": the mask of '" + input.file() + "' is a " + format.ending()
                    + " file; allowed are the name of such a file, for example "
                    + output.resolveSibling(stem + format.ending()) + ", and the name of a folder");
        }
        String stem = format.stem(output);
        return new PredictionOutputs(
                output.toAbsolutePath().getParent(),
                Map.of(input, new Name(stem, name.substring(stem.length()))),
                severalHeads,
                List.of());
    }

    private static PredictionOutputs ofFolder(Path folder, List<Input> inputs, boolean severalHeads) {
        Map<String, Integer> uses = new HashMap<>();
        inputs.forEach(input -> uses.merge(folded(input.stem()), 1, Integer::sum));
        Map<Input, Name> names = new LinkedHashMap<>();
        List<String> renamed = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Input input : inputs) {
            String own = input.stem();
            boolean shared = uses.get(folded(own)) > 1;
            String stem = shared ? input.name() : own;
            for (int number = 2; !taken.add(folded(stem)); number++) {
                stem = input.name() + "-" + number;
            }
            names.put(input, new Name(stem, input.format().ending()));
            if (!stem.equals(own)) {
                renamed.add(input.name() + " gives " + stem + input.format().ending());
            }
        }
        List<String> notes = renamed.isEmpty()
                ? List.of()
                : List.of("images of one name keep the ending in their results' names: " + FolderFiles.some(renamed));
        return new PredictionOutputs(folder, names, severalHeads, notes);
    }

    /** The file of a head's mask. */
    Path mask(Input input, ActiveHead head) {
        return folder.resolve(stem(input, head) + names.get(input).ending());
    }

    /** The file of a class's probabilities. */
    Path probabilities(Input input, ActiveHead head, int classIndex) {
        return folder.resolve(stem(input, head) + "-probability-"
                + fit(head.classes().get(classIndex)) + names.get(input).ending());
    }

    /** How the names of a head's results begin; {@link Overlays} goes on with {@code -overlay}. */
    String stem(Input input, ActiveHead head) {
        return names.get(input).stem() + (severalHeads ? "-" + fit(head.name()) : "");
    }

    private static String fit(String name) {
        return UNFIT.matcher(name).replaceAll("-");
    }

    private void check(Runner.PredictionRequest request, List<Input> inputs, List<ActiveHead> heads) {
        ImageFiles images = ImageFiles.of(folder, inputs);
        Map<String, String> claims = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (Input input : inputs) {
            for (ActiveHead head : heads) {
                Map<String, Path> files = new LinkedHashMap<>();
                files.put("the mask of " + input.name(), mask(input, head));
                for (int index = 1;
                        request.probabilities() && index < head.classes().size();
                        index++) {
                    files.put(
                            "the probabilities of " + head.classes().get(index) + " in " + input.name(),
                            probabilities(input, head, index));
                }
                files.forEach((what, file) -> {
                    images.at(file).ifPresent(image -> problems.add(what + " would replace the image " + image));
                    claim(claims, file.getFileName().toString(), what, problems);
                });
            }
        }
        if (request.overlays()) {
            checkOverlays(inputs, heads, images, claims, problems);
        }
        if (!problems.isEmpty()) {
            throw new UserError("nothing was written, since " + FolderFiles.some(problems)
                    + "; give another folder with -o, or take some images out of theirs");
        }
    }

    /** How many overlays a volume gets is not known before it is read; each takes all the names that it may need. */
    private void checkOverlays(
            List<Input> inputs,
            List<ActiveHead> heads,
            ImageFiles images,
            Map<String, String> claims,
            List<String> problems) {
        Map<String, String> overlays = new HashMap<>();
        for (Input input : inputs) {
            for (ActiveHead head : heads) {
                claim(overlays, stem(input, head) + "-overlay", "the overlay of " + input.name(), problems);
            }
        }
        claims.forEach((name, what) -> overlay(name, overlays)
                .ifPresent(overlay -> problems.add(what + " and " + overlay + " would both be " + name)));
        images.names()
                .forEach(name -> overlay(folded(name), overlays)
                        .ifPresent(overlay -> problems.add(overlay + " would replace the image " + name)));
    }

    private static Optional<String> overlay(String name, Map<String, String> overlays) {
        Matcher matcher = OVERLAY.matcher(name);
        return matcher.matches() ? Optional.ofNullable(overlays.get(matcher.group(1))) : Optional.empty();
    }

    private static void claim(Map<String, String> claims, String name, String what, List<String> problems) {
        String other = claims.putIfAbsent(folded(name), what);
        if (other != null) {
            problems.add(other + " and " + what + " would both be " + name);
        }
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /**
     * The images that a result must not replace, under whatever name or link.
     *
     * @param byIdentity their paths by what the file system says they are
     * @param names of those that lie in the folder of the results
     */
    private record ImageFiles(Map<Object, Path> byIdentity, List<String> names) {

        static ImageFiles of(Path folder, List<Input> inputs) {
            Map<Object, Path> byIdentity = new HashMap<>();
            List<String> names = new ArrayList<>();
            Object place = Files.isDirectory(folder) ? identity(folder) : null;
            for (Input input : inputs) {
                for (Path file : input.files()) {
                    byIdentity.put(identity(file), file);
                    if (identity(file.toAbsolutePath().getParent()).equals(place)) {
                        names.add(file.getFileName().toString());
                    }
                }
            }
            return new ImageFiles(byIdentity, names);
        }

        Optional<Path> at(Path file) {
            return Files.exists(file) ? Optional.ofNullable(byIdentity.get(identity(file))) : Optional.empty();
        }

        /** The same for two names of one file: its number where the system has one, and its true path elsewhere. */
        private static Object identity(Path path) {
            try {
                Object key =
                        Files.readAttributes(path, BasicFileAttributes.class).fileKey();
                return key != null ? key : path.toRealPath();
            } catch (IOException e) {
                throw new UserError(path + ": this cannot be read: " + e.getMessage(), e);
            }
        }
    }
}
