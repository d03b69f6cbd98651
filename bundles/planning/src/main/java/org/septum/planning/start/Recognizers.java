// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.start;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Options;
import org.septum.api.PluginFailure;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.DatasetFactory;
import org.septum.api.data.Recognition;
import org.septum.common.text.NearestName;
import org.septum.common.text.ShellWord;
import org.septum.services.plugin.Registry;

/**
 * Asks every dataset type whether it recognizes a folder.
 *
 * @param types the installed ones
 */
record Recognizers(List<Registry.Installed> types) {

    /**
     * One that does.
     *
     * @param notUsed what else is there and in what way it cannot be used, a sentence each
     */
    record Chosen(Registry.Installed type, Recognition recognition, List<String> notUsed) {

        Chosen beside(Map<String, UserError> obstacles) {
            return new Chosen(
                    type,
                    recognition,
                    obstacles.entrySet().stream()
                            .map(entry -> "not used, as " + entry.getKey() + " data: "
                                    + entry.getValue()
                                            .getMessage()
                                            .lines()
                                            .findFirst()
                                            .orElse(""))
                            .toList());
        }

        /** Its options as an experiment file has them. */
        Map<String, Object> options() {
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("root", recognition.root().toString());
            recognition.settings().forEach(setting -> options.put(setting.option(), setting.value()));
            return options;
        }

        Dataset dataset() {
            Arguments arguments = Arguments.of(type.factory().options(), options());
            return Component.of(Kind.DATASET, type.type(), type.factory(), arguments)
                    .create(Dataset.class);
        }
    }

    static Recognizers of(Registry registry) {
        return new Recognizers(registry.components().stream()
                .filter(installed -> installed.kind() == Kind.DATASET)
                .toList());
    }

    /**
     * The one that does, or the one whose data declare themselves.
     *
     * @param type the one that the user named, if any
     * @throws UserError if none does, several do and it is not clear which is meant, or data declare themselves to be of one
     *     that cannot read them
     */
    Chosen choose(Recognition.Folder folder, Optional<String> type) {
        List<Registry.Installed> asked = asked(type);
        List<Chosen> chosen = new ArrayList<>();
        Map<String, UserError> obstacles = new LinkedHashMap<>();
        for (Registry.Installed each : asked) {
            try {
                recognized(each, folder).ifPresent(found -> chosen.add(new Chosen(each, found, List.of())));
            } catch (UserError e) {
                obstacles.put(each.type(), e);
            }
        }
        Map<String, UserError> declaredObstacles = new LinkedHashMap<>(obstacles);
        declaredObstacles.values().removeIf(error -> !(error instanceof Recognition.Unusable));
        if (!declaredObstacles.isEmpty()) {
            throw obstacle(declaredObstacles, chosen.isEmpty() ? "" : instead(folder, chosen));
        }
        List<Chosen> declared =
                chosen.stream().filter(each -> each.recognition().declared()).toList();
        List<Chosen> left = declared.isEmpty() ? chosen : declared;
        if (left.isEmpty()) {
            throw obstacles.isEmpty() ? nothing(folder, asked) : obstacle(obstacles, "");
        }
        if (left.size() > 1) {
            throw several(folder, left);
        }
        return declared.isEmpty() ? left.get(0).beside(obstacles) : left.get(0);
    }

    private List<Registry.Installed> asked(Optional<String> type) {
        if (type.isEmpty()) {
            return types;
        }
        List<Registry.Installed> named = types.stream()
                .filter(each -> each.type().equals(type.get()) || each.name().equals(type.get()))
                .toList();
        if (named.isEmpty()) {
            List<String> names =
                    types.stream().map(Registry.Installed::type).distinct().toList();
            throw new UserError("--type " + type.get() + ": there is no dataset of this type"
                    + NearestName.advice(type.get(), names) + "; there are " + String.join(", ", names));
        }
        return named;
    }

    private static Optional<Recognition> recognized(Registry.Installed type, Recognition.Folder folder) {
        Component component =
                Component.of(Kind.DATASET, type.type(), type.factory(), Arguments.of(Options.none(), Map.of()));
        Optional<Recognition> found;
        try {
            found = ((DatasetFactory) type.factory()).recognize(folder);
        } catch (RuntimeException e) {
            throw PluginFailure.of(component, e);
        }
        if (found == null) {
            throw PluginFailure.of(
                    "the dataset '" + type.type() + "'", type.factory().getClass(), "returned null from recognize");
        }
        return found;
    }

    private UserError nothing(Recognition.Folder folder, List<Registry.Installed> asked) {
        String known = asked.stream()
                .filter(Recognizers::recognizes)
                .map(each -> "\n  - " + each.type() + ": " + each.factory().summary())
                .collect(Collectors.joining());
        return new UserError(folder.path() + ": nothing here is recognized as data to train on; it holds "
                + FolderScan.kinds(folder.files()) + ". Asked were:" + known
                + "\n  Convert the files (volumes to .nii.gz, pictures to PNG), name the folder that holds them, or add a"
                + " plugin that knows them");
    }

    /** Whether a type looks at folders at all. */
    private static boolean recognizes(Registry.Installed type) {
        try {
            return type.factory()
                            .getClass()
                            .getMethod("recognize", Recognition.Folder.class)
                            .getDeclaringClass()
                    != DatasetFactory.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** @param advice what else to do, in lines of its own; empty for nothing */
    private static UserError obstacle(Map<String, UserError> obstacles, String advice) {
        if (obstacles.size() == 1) {
            UserError only = obstacles.values().iterator().next();
            return advice.isEmpty() ? only : new UserError(only.getMessage() + advice, only.problems());
        }
        return new UserError("several types of data are there, and none can be used as it is:"
                + obstacles.entrySet().stream()
                        .map(entry -> "\n  - " + entry.getKey() + ": "
                                + entry.getValue().getMessage())
                        .collect(Collectors.joining())
                + advice);
    }

    private static String instead(Recognition.Folder folder, List<Chosen> chosen) {
        return "\n  Otherwise the files can be read by their names alone, without what it says:"
                + commands(folder, chosen);
    }

    private static UserError several(Recognition.Folder folder, List<Chosen> left) {
        return new UserError(folder.path() + ": it holds data of " + left.size() + " types:"
                + left.stream()
                        .map(each -> "\n  - " + each.type().name() + ": "
                                + each.recognition().description())
                        .collect(Collectors.joining())
                + "\n  Say which is meant:" + commands(folder, left));
    }

    private static String commands(Recognition.Folder folder, List<Chosen> chosen) {
        return chosen.stream()
                .map(each -> "\n  septum init " + ShellWord.of(folder.path()) + " --type " + word(each, chosen))
                .collect(Collectors.joining());
    }

    /** The type, or its name with the version where several of a type are there. */
    private static String word(Chosen one, List<Chosen> all) {
        String type = one.type().type();
        long alike =
                all.stream().filter(other -> other.type().type().equals(type)).count();
        return alike > 1 ? one.type().name() : type;
    }
}
