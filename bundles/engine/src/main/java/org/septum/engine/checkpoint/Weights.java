// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.septum.api.RunFailure;
import org.septum.api.UserError;
import org.septum.api.backend.FlatVector;
import org.septum.api.backend.ParameterSource;
import org.septum.api.backend.Session;
import org.septum.api.experiment.ModelSection;
import org.septum.api.plan.ParameterTable;
import org.septum.common.text.Words;
import org.septum.engine.checkpoint.SafetensorsWriter.Tensor;
import org.septum.engine.sample.Randomness;

/** Moves a model's parameters and states between a session and safetensors files. */
public record Weights(ParameterTable table, Session session) {

    /** Slots of the optimizer are saved as one flat array each, under this prefix; such arrays are no weights. */
    public static final String OPTIMIZER_PREFIX = "optimizer.";

    /** How many values change places at once. */
    private static final int PIECE = 1 << 20;

    /** How many differing arrays a message lists. */
    private static final int LISTED = 8;

    /** How many parameters a message on gradients lists. */
    private static final int GRADIENTS_LISTED = 5;

    /** Fills every parameter and state with its first values, each from a generator of its own. */
    public void initialize(Randomness randomness) {
        for (ParameterTable.Entry entry : table.entries()) {
            float[] values = new float[Math.toIntExact(entry.elements())];
            entry.initializer().fill(values, randomness.generator("initialize", entry.name()));
            vector(entry).write(entry.offset(), values);
        }
    }

    /** The parameters and states as arrays to be saved, under their own names and in reference layout. */
    public List<Tensor> tensors() {
        return table.entries().stream()
                .map(entry -> new Tensor(entry.name(), entry.dimensions(), vector(entry), entry.offset()))
                .toList();
    }

    /** Lets the parameters and a slot change places. */
    public void exchange(String slot) {
        FlatVector parameters = session.parameters();
        FlatVector other = session.slot(slot);
        for (long at = 0; at < parameters.size(); at += PIECE) {
            int length = (int) Math.min(PIECE, parameters.size() - at);
            float[] mine = read(parameters, at, length);
            parameters.write(at, read(other, at, length));
            other.write(at, mine);
        }
    }

    /** The same and the optimizer's slots: all that is trained. */
    public List<Tensor> tensors(List<String> slots) {
        List<Tensor> tensors = new ArrayList<>(tensors());
        for (String slot : slots) {
            int size = Math.toIntExact(session.slot(slot).size());
            tensors.add(new Tensor(OPTIMIZER_PREFIX + slot, List.of(size), session.slot(slot), 0));
        }
        return tensors;
    }

    /**
     * Loads the weights that a model starts from, if its section names any.
     *
     * @throws UserError if they cannot be read or belong to another architecture, with the section's place in the file
     */
    public void loadFirst(ModelSection model) {
        located(model, this::load);
    }

    /**
     * Looks whether the weights that a model starts from are there, whole, and of its architecture.
     *
     * @throws UserError if not, with the section's place in the file
     */
    public static void checkFirst(ModelSection model, ParameterTable table) {
        located(model, file -> SavedArchitecture.fitting(file, table));
    }

    private static void located(ModelSection model, Consumer<Path> use) {
        try {
            model.weights().ifPresent(use);
        } catch (UserError e) {
            throw new UserError(model.model().arguments().location(), "model.weights: " + e.getMessage());
        }
    }

    /**
     * Loads parameters and states.
     *
     * @throws UserError if the file is damaged, holds another architecture (the message lists the arrays that differ), or
     *     values that are not finite
     */
    public void load(Path file) {
        Safetensors saved = SavedArchitecture.fitting(file, table);
        for (ParameterTable.Entry entry : table.entries()) {
            FlatVector vector = vector(entry);
            read(
                    saved,
                    entry.name(),
                    "of the array '" + entry.name() + "'",
                    file,
                    (at, values) -> vector.write(entry.offset() + at, values));
        }
    }

    /** Loads optimizer slots from a file that {@link #tensors(List)} went to. */
    public void loadSlots(Path file, List<String> slots) {
        Safetensors saved = Safetensors.open(file);
        for (String slot : slots) {
            Safetensors.SavedArray entry = saved.entries().get(OPTIMIZER_PREFIX + slot);
            if (entry == null || entry.elements() != session.slot(slot).size()) {
                throw new UserError(file + ": the optimizer's '" + slot + "' is missing or of another size");
            }
            read(saved, OPTIMIZER_PREFIX + slot, "of the optimizer's '" + slot + "'", file, session.slot(slot)::write);
        }
    }

    /**
     * Looks for weights and statistics that are not finite: a loss can stay finite beside them, for oneDNN's relu makes 0 of
     * NaN.
     *
     * @throws RunFailure naming the arrays
     */
    public void requireFinite(String when) {
        List<String> broken = new ArrayList<>();
        for (ParameterTable.Entry entry : table.entries()) {
            float[] values = read(vector(entry), entry.offset(), Math.toIntExact(entry.elements()));
            int found = notFinite(values);
            if (found > 0) {
                broken.add(entry.name() + " (" + found + " of " + values.length + ")");
            }
        }
        if (!broken.isEmpty()) {
            throw new RunFailure(
                    when + ", " + Words.count(broken.size(), "array")
                            + (broken.size() == 1 ? " of the model holds" : " of the model hold")
                            + " values that are not finite, though its loss was finite: "
                            + Words.some(broken, LISTED)
                            + ". Look at the samples ('septum data check'), lower the learning rate, or set optimizer.clip-norm.");
        }
    }

    /**
     * The parameters and states that a file holds, to be read when they are needed.
     *
     * @throws UserError as {@link #load}
     */
    public static ParameterSource saved(Path file, ParameterTable table) {
        Safetensors saved = SavedArchitecture.fitting(file, table);
        for (ParameterTable.Entry entry : table.entries()) {
            read(saved, entry.name(), "of the array '" + entry.name() + "'", file, (at, values) -> {});
        }
        return (entry, to) -> saved.read(saved.entries().get(entry.name()), to);
    }

    /**
     * Reads an array of a file.
     *
     * @throws UserError if some of its values are not finite
     */
    private static void read(Safetensors saved, String name, String what, Path file, ParameterSource.Piece to) {
        Safetensors.SavedArray entry = saved.entries().get(name);
        int[] broken = {0};
        saved.read(entry, (at, values) -> {
            broken[0] += notFinite(values);
            to.add(at, values);
        });
        if (broken[0] > 0) {
            throw new UserError(file + ": " + broken[0] + " of " + entry.elements() + " values " + what
                    + " are not finite, so that the model would predict nothing; use other weights");
        }
    }

    /** How many of some values are not finite. */
    public static int notFinite(float[] values) {
        int found = 0;
        for (float value : values) {
            if (!Float.isFinite(value)) {
                found++;
            }
        }
        return found;
    }

    /** The parameters whose gradients have the largest magnitudes, NaN before all, as a text: name and magnitude. */
    public String largestGradients() {
        Map<String, Float> largest = new LinkedHashMap<>();
        for (ParameterTable.Entry entry : table.entries()) {
            if (entry.trainable()) {
                float most = 0;
                for (float gradient : read(session.gradients(), entry.offset(), Math.toIntExact(entry.elements()))) {
                    most = Math.max(most, Math.abs(gradient)); // NaN stays
                }
                largest.put(entry.name(), most);
            }
        }
        return largest.entrySet().stream()
                .sorted(Map.Entry.<String, Float>comparingByValue().reversed()) // NaN counts as the largest
                .limit(GRADIENTS_LISTED)
                .map(gradient -> gradient.getKey() + " (" + gradient.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    /** The epoch after which a checkpoint was saved. */
    public static int epochOf(Path file) {
        return Math.toIntExact(count("epoch", file));
    }

    /** The step after which a checkpoint was saved. */
    public static long stepOf(Path file) {
        return count("step", file);
    }

    private static long count(String name, Path file) {
        String count = Safetensors.open(file).metadata().getOrDefault(name, "");
        if (!count.matches("[0-9]{1,9}")) {
            throw new UserError(file + ": this is no checkpoint of a run: its header does not say the " + name);
        }
        return Long.parseLong(count);
    }

    private FlatVector vector(ParameterTable.Entry entry) {
        return entry.trainable() ? session.parameters() : session.state();
    }

    private static float[] read(FlatVector vector, long offset, int size) {
        float[] values = new float[size];
        vector.read(offset, values);
        return values;
    }
}
