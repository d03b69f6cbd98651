// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.api.plan.ParameterTable;
import org.septum.common.text.Words;

/** Holds the arrays of a file against those of a model. */
record SavedArchitecture(Safetensors saved, ParameterTable table) {

    /** How many differing arrays a message lists. */
    private static final int LISTED = 8;

    /**
     * Opens a file of a model's weights.
     *
     * @throws UserError if it is damaged, or of another architecture; the message lists the arrays that differ, or names what
     *     all names begin with
     */
    static Safetensors fitting(Path file, ParameterTable table) {
        Safetensors saved = Safetensors.open(file).checkIntegrity();
        SavedArchitecture architecture = new SavedArchitecture(saved, table);
        List<String> differences = architecture.differences();
        if (differences.isEmpty()) {
            return saved;
        }
        architecture.wrapper().ifPresent(prefix -> {
            throw new UserError(file + ": the name of every array begins with '" + prefix
                    + "', as programs write it that wrap the model (DataParallel, Lightning); without it the arrays fit:"
                    + " save {name.removeprefix('" + prefix + "'): array for name, array in state_dict.items()}");
        });
        int listed = Math.min(LISTED, differences.size());
        String more = differences.size() > listed ? "\n  and " + (differences.size() - listed) + " more" : "";
        throw new UserError(file + ": these weights belong to another architecture; "
                + Words.count(differences.size(), "array") + (differences.size() == 1 ? " differs" : " differ")
                + ":\n  " + String.join("\n  ", differences.subList(0, listed)) + more
                + "\n  Use the model that wrote the file, or other weights.");
    }

    /** What all names of the file begin with, if they are the model's without it. */
    private Optional<String> wrapper() {
        String first = table.entries().get(0).name();
        return saved.entries().keySet().stream()
                .filter(name -> name.endsWith("." + first))
                .map(name -> name.substring(0, name.length() - first.length()))
                .filter(prefix -> table.entries().stream()
                        .allMatch(entry -> saved.entries().containsKey(prefix + entry.name())))
                .findFirst();
    }

    private List<String> differences() {
        List<String> differences = new ArrayList<>();
        for (ParameterTable.Entry entry : table.entries()) {
            Safetensors.SavedArray found = saved.entries().get(entry.name());
            List<Integer> dimensions = entry.dimensions();
            if (found == null) {
                String type = saved.unreadable().get(entry.name());
                differences.add(entry.name() + ": "
                        + (type == null
                                ? "missing in the file, the model has " + dimensions
                                : "of the type " + type + " in the file; allowed are F32, F64, F16, BF16 and I64"));
            } else if (!found.dimensions().equals(dimensions)) {
                differences.add(entry.name() + ": " + found.dimensions() + " in the file, the model has " + dimensions);
            }
        }
        for (Map.Entry<String, Safetensors.SavedArray> found : saved.entries().entrySet()) {
            if (!found.getKey().startsWith(Weights.OPTIMIZER_PREFIX)
                    && table.find(found.getKey()).isEmpty()) {
                differences.add(found.getKey() + ": " + found.getValue().dimensions()
                        + " in the file, the model has no such array");
            }
        }
        return differences;
    }
}
