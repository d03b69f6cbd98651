// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.acdc;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.UserError;
import org.septum.api.data.Recognition;
import org.septum.common.text.ShellWord;
import org.septum.common.text.Words;
import org.septum.datasets.convention.Sizes;
import org.septum.datasets.nifti.VolumePair;

/**
 * Recognizes the official layout by the {@code Info.cfg} of its patients, also where it lies in a folder below the given one.
 */
record AcdcRecognition(Recognition.Folder folder, Options options) {

    private static final Pattern INFO = Pattern.compile("(.*/)?patient\\d+/" + Pattern.quote(InfoFile.NAME));

    private static final String TRAINING = "training/";

    Optional<Recognition> recognize() {
        TreeSet<String> places = new TreeSet<>();
        for (String path : folder.files()) {
            Matcher matcher = INFO.matcher(path);
            if (matcher.matches()) {
                places.add(matcher.group(1) == null ? "" : matcher.group(1));
            }
        }
        if (places.isEmpty()) {
            return Optional.empty();
        }
        List<String> training = places.size() == 1
                ? List.copyOf(places)
                : places.stream().filter(place -> place.endsWith(TRAINING)).toList();
        if (training.size() != 1) {
            throw new Recognition.Unusable(folder.path() + ": patients in ACDC's layout lie in " + places.size()
                    + " folders; name the one to train on, for example:\n  septum init "
                    + ShellWord.of(folder.path().resolve(places.first())));
        }
        Path root = folder.path().resolve(training.get(0)).normalize();
        AcdcFolder data = new AcdcFolder(
                Arguments.of(options, Map.of("root", root.toString())), root, AcdcFolder.PHASES, List.of(), false);
        List<VolumePair> volumes;
        Sizes sizes = new Sizes();
        try {
            volumes = data.find().pairs();
            volumes.forEach(pair -> sizes.add(pair.size()));
        } catch (UserError e) {
            throw new Recognition.Unusable(root + ": " + Arguments.unplaced(e.getMessage()), e.problems());
        }
        long patients = volumes.stream().map(VolumePair::group).distinct().count();
        return Optional.of(new Recognition(
                root,
                "ACDC's training data: " + Words.count(patients, "patient") + ", "
                        + Words.count(volumes.size(), "volume") + " at the ends of diastole and systole",
                true,
                List.of(),
                sizes.all(),
                List.of(),
                List.of()));
    }
}
