// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.acdc;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.common.files.FolderFiles;
import org.septum.common.text.Words;
import org.septum.datasets.files.FileDataset;
import org.septum.datasets.files.Pairs;
import org.septum.datasets.nifti.VolumeDataset;
import org.septum.datasets.nifti.VolumePair;

/**
 * Finds volumes in the official layout: {@code patientNNN/Info.cfg} tells the frames of the phases, {@code
 * patientNNN_frameFF.nii.gz} and {@code patientNNN_frameFF_gt.nii.gz} (or .nii) hold them.
 *
 * @param phases ED, ES or both, in this order
 * @param groups the disease groups to keep; empty for all
 * @param bothPhases whether a volume's second channel is the image of the patient's other phase
 */
record AcdcFolder(Arguments arguments, Path root, List<String> phases, List<String> groups, boolean bothPhases) {

    static final List<String> PHASES = List.of("ED", "ES");

    static final String CITATION =
            "Automated Cardiac Diagnosis Challenge (ACDC), MICCAI 2017. O. Bernard et al., \"Deep"
                    + " learning techniques for automatic MRI cardiac multi-structures segmentation and diagnosis: is the problem"
                    + " solved?\", IEEE Transactions on Medical Imaging 37(11), 2018, doi:10.1109/TMI.2018.2837502";

    private static final Pattern PATIENT = Pattern.compile("patient\\d+");
    private static final Pattern EXPECTED = Pattern.compile(
            "(README.*|MANDATORY_CITATION\\.md|patient\\d+/(Info\\.cfg|MANDATORY_CITATION\\.md|patient\\d+_4d\\.nii(\\.gz)?))");
    private static final Pattern FRAME = Pattern.compile("patient\\d+/patient\\d+_frame\\d+(_gt)?\\.nii(\\.gz)?");

    /**
     * The volumes, by patient and phase.
     *
     * @throws UserError if there are no patients, or files of a patient are missing
     */
    VolumeDataset.Found find() {
        List<Path> patients = patients(root);
        if (patients.isEmpty()) {
            throw noPatients();
        }
        List<VolumePair> volumes = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path patient : patients) {
            try {
                volumes.addAll(volumes(patient));
            } catch (UserError e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            UserError few = arguments.error(
                    Pairs.ROOT.name(),
                    problems.size() + " of " + Words.count(patients.size(), "patient") + " in '" + root
                            + "' cannot be used:" + FileDataset.listed(problems));
            throw new UserError(few.getMessage(), problems);
        }
        if (volumes.isEmpty()) {
            throw arguments.error(
                    "groups",
                    "none of " + Words.count(patients.size(), "patient") + " in '" + root + "' is in "
                            + String.join(" or ", groups));
        }
        return new VolumeDataset.Found(volumes, note(volumes));
    }

    /** What the official layout holds beside the volumes is no news, nor are frames where phases or groups are chosen. */
    private String note(List<VolumePair> volumes) {
        Set<String> taken = new HashSet<>();
        volumes.forEach(pair -> Stream.concat(pair.images().stream(), Stream.of(pair.labels()))
                .forEach(file -> taken.add(root.relativize(file).toString().replace(File.separatorChar, '/'))));
        try {
            FolderFiles there = FolderFiles.below(root);
            List<String> others = Stream.of(there.files(), there.brokenLinks(), there.garbled())
                    .flatMap(List::stream)
                    .filter(file ->
                            !taken.contains(file) && !EXPECTED.matcher(file).matches())
                    .filter(file -> !isChosen() || !FRAME.matcher(file).matches())
                    .toList();
            return Words.count(volumes.size(), "volume") + (volumes.size() == 1 ? " with its" : " with their")
                    + " ground truth taken"
                    + (others.isEmpty()
                            ? ""
                            : "; not taken: " + Words.count(others.size(), "file") + " of other names ("
                                    + FolderFiles.some(others) + ")");
        } catch (IOException e) {
            throw new UserError("folder '" + root + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean isChosen() {
        return phases.size() < 2 || !groups.isEmpty();
    }

    private List<VolumePair> volumes(Path folder) {
        String patient = folder.getFileName().toString();
        InfoFile info = InfoFile.read(folder.resolve(InfoFile.NAME), patient + "/" + InfoFile.NAME);
        if (!groups.isEmpty() && !groups.contains(info.required("Group"))) {
            return List.of();
        }
        List<VolumePair> volumes = new ArrayList<>();
        for (String phase : phases) {
            List<Path> images = new ArrayList<>(List.of(image(folder, info, phase)));
            if (bothPhases) {
                images.add(image(folder, info, PHASES.get(1 - PHASES.indexOf(phase))));
            }
            Map<String, String> attributes = new TreeMap<>();
            attributes.put("phase", phase);
            attributes.put("group", info.required("Group"));
            info.find("Height").ifPresent(height -> attributes.put("height", height));
            info.find("Weight").ifPresent(weight -> attributes.put("weight", weight));
            volumes.add(new VolumePair(
                    patient + "-" + phase,
                    patient,
                    root,
                    List.copyOf(images),
                    file(folder, frame(folder, info, phase) + "_gt", "ground truth of " + phase),
                    Map.copyOf(attributes)));
        }
        return volumes;
    }

    private static Path image(Path folder, InfoFile info, String phase) {
        return file(folder, frame(folder, info, phase), "image of " + phase);
    }

    private static String frame(Path folder, InfoFile info, String phase) {
        return folder.getFileName() + String.format(Locale.ROOT, "_frame%02d", info.frame(phase));
    }

    private static Path file(Path folder, String name, String role) {
        for (String ending : List.of(".nii.gz", ".nii")) {
            Path file = folder.resolve(name + ending);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new UserError("the " + role + " is missing: there is no file '" + folder.getFileName() + "/" + name
                + ".nii.gz' or '.nii', which " + InfoFile.NAME + " names");
    }

    private static List<Path> patients(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry ->
                            PATIENT.matcher(entry.getFileName().toString()).matches() && Files.isDirectory(entry))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new UserError("folder '" + folder + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private UserError noPatients() {
        String found = Files.isDirectory(root) ? "no patientNNN folder in '" : "no folder '";
        Optional<Path> below = Stream.of("training", "database/training")
                .map(root::resolve)
                .filter(folder -> !patients(folder).isEmpty())
                .findFirst();
        String advice = below.map(folder -> "\n  There are patients in '" + folder + "': give that folder as 'root'.")
                .orElse(
                        "\n  Get the training data of the Automated Cardiac Diagnosis Challenge (ACDC, MICCAI 2017) from"
                                + " https://www.creatis.insa-lyon.fr/Challenge/acdc/ and give the folder with patient001,"
                                + " patient002, ... as 'root': with --set data.dataset.root=DIR, or for Septum's own ACDC"
                                + " experiments with ACDC_ROOT=DIR in the environment.\n  Cite: " + CITATION);
        return arguments.error(Pairs.ROOT.name(), "there is " + found + root + "'" + Pairs.where(root) + "." + advice);
    }
}
