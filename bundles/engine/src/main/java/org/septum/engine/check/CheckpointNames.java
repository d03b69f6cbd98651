// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.septum.api.Component;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.api.training.CheckpointPolicy;
import org.septum.common.run.RunFiles;
import org.septum.engine.run.RunDirectory;
import org.septum.services.experiment.Problems;

/** Sees to it that no two policies write one file, and none a file of the run's own. */
final class CheckpointNames {

    /** The state from which a run goes on, and the model that it has tested. */
    private static final Set<String> RESERVED = Set.of(RunFiles.RESUMABLE, RunDirectory.TESTED);

    /** Of every file system that matters; in UTF-8. */
    static final int LONGEST = 255;

    private static final Pattern NUMBERED = Pattern.compile(".*?(\\d{1,9})");

    /** A policy and its place in the experiment. */
    private record Placed(String place, Component component, CheckpointPolicy policy) {

        UserError error(String message) {
            return Watched.error(component, policy.fileName(), place + ": " + message);
        }

        String file(String name) {
            return "'" + name + ".safetensors'";
        }
    }

    private CheckpointNames() {}

    /**
     * Compares names without the case of their letters, which some file systems do not tell apart.
     *
     * @throws UserError with every name that cannot be used
     */
    static void check(Experiment experiment) {
        Problems problems = new Problems();
        Map<String, Placed> byName = new LinkedHashMap<>();
        List<Placed> all = new ArrayList<>();
        for (int i = 0; i < experiment.checkpoints().size(); i++) {
            Component component = experiment.checkpoints().get(i);
            Optional<CheckpointPolicy> policy = problems.attempt(() -> component.create(CheckpointPolicy.class));
            if (policy.isPresent()) {
                all.add(new Placed("checkpoint[" + i + "]", component, policy.get()));
            }
        }
        for (Placed placed : all) {
            String name = placed.policy.fileName();
            String plain = name.toLowerCase(Locale.ROOT);
            Placed first = byName.putIfAbsent(plain, placed);
            if (RESERVED.contains(plain)) {
                problems.add(placed.error("the run itself writes " + placed.file(name) + "; choose another file-name"));
            } else if (first != null) {
                problems.add(placed.error(first.place + " writes " + placed.file(first.policy.fileName())
                        + " as well, and one would replace the other; give one of them another file-name"));
            } else {
                numbered(placed, all)
                        .ifPresent(other -> problems.add(placed.error(other.place + " may write " + placed.file(name)
                                + " as well, after some epoch or step; choose another file-name")));
            }
            tooLong(placed, experiment).ifPresent(problems::add);
        }
        problems.throwIfAny();
    }

    /** Another policy that writes a file of this name for the epoch or step whose number the name ends with. */
    private static Optional<Placed> numbered(Placed placed, List<Placed> all) {
        String name = placed.policy.fileName();
        Matcher matcher = NUMBERED.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(matcher.group(1));
        return all.stream()
                .filter(other -> other != placed)
                .filter(other -> name.equalsIgnoreCase(other.policy.fileAfter(number))
                        || other.policy
                                .afterStep(number)
                                .save()
                                .filter(name::equalsIgnoreCase)
                                .isPresent())
                .findFirst();
    }

    private static Optional<UserError> tooLong(Placed placed, Experiment experiment) {
        String longest = placed.policy.fileAfter(experiment.training().epochs());
        int bytes = ("." + longest + ".safetensors.part").getBytes(StandardCharsets.UTF_8).length;
        return bytes <= LONGEST
                ? Optional.empty()
                : Optional.of(placed.error("with the folder's own additions the file's name has " + bytes
                        + " bytes, file systems allow " + LONGEST + "; choose a shorter file-name"));
    }
}
