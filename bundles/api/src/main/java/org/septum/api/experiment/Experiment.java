// SPDX-License-Identifier: Apache-2.0
package org.septum.api.experiment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.Component;
import org.septum.api.Location;

/**
 * A checked experiment: every component chosen, every default filled in.
 *
 * @param name names the run directory
 * @param file the file it was read from
 * @param seed all randomness comes from it
 * @param resolved the whole experiment as YAML without {@code extends}; reads back to the same experiment. Of a place
 *     ({@link #PLACES}) that is given by the environment it has the reference, of anything else the value
 * @param settings what {@link #resolved} sets, value by value, by the paths that {@code --set} takes
 * @param environment the variables that were read, or would have been if they were set
 */
public record Experiment(
        String name,
        Path file,
        long seed,
        DataSection data,
        ModelSection model,
        List<HeadSection> heads,
        Component optimizer,
        TrainingSection training,
        EvaluationSection evaluation,
        List<Component> checkpoints,
        List<Component> reporters,
        RuntimeSection runtime,
        String resolved,
        Map<String, String> settings,
        Set<String> environment) {

    /**
     * The settings that say where something lies, which may differ from machine to machine: what lies there is compared
     * instead.
     */
    public static final List<String> PLACES = List.of("data.dataset.root", "data.split.file", "model.weights");

    /** An experiment that comes from no file. */
    public Experiment(
            String name,
            Path file,
            long seed,
            DataSection data,
            ModelSection model,
            List<HeadSection> heads,
            Component optimizer,
            TrainingSection training,
            EvaluationSection evaluation,
            List<Component> checkpoints,
            List<Component> reporters,
            RuntimeSection runtime,
            String resolved) {
        this(
                name,
                file,
                seed,
                data,
                model,
                heads,
                optimizer,
                training,
                evaluation,
                checkpoints,
                reporters,
                runtime,
                resolved,
                Map.of(),
                Set.of());
    }

    /**
     * {@code data:}.
     *
     * @param height of the network's input, in pixels
     * @param width of the network's input, in pixels
     * @param sizeLocation where the size stands
     * @param dropLast whether an epoch's last training batch is left out where it is smaller than the others
     * @param intensities in the order in which they act
     * @param grid how the network's pixels lie on an image
     */
    public record DataSection(
            Component dataset,
            Component split,
            int height,
            int width,
            Location sizeLocation,
            int batchSize,
            boolean dropLast,
            List<Component> intensities,
            Component grid,
            List<Component> augmentations) {}

    /**
     * {@code model:}.
     *
     * @param weights a checkpoint to start from
     */
    public record ModelSection(Component model, Optional<Path> weights) {}

    /**
     * One entry of {@code heads:}.
     *
     * @param weight of its loss in the total
     * @param metrics in the file's order
     */
    public record HeadSection(String name, Component head, Component loss, double weight, List<Component> metrics) {}

    /**
     * {@code training:}.
     *
     * @param stop what may end the run before its last epoch
     * @param saveEvery after how many steps the state is saved from which the run can be resumed; 0 for the ends of epochs
     *     alone, where it is always saved
     * @param skipInvalidLoss whether a step whose loss is not finite is counted and left out; otherwise it ends the run
     * @param recalibrateNorm over how many training batches the statistics of batch normalization are estimated anew before
     *     each validation and each checkpoint of a policy; 0 keeps the running ones
     */
    public record TrainingSection(
            int epochs, List<Component> stop, int saveEvery, boolean skipInvalidLoss, int recalibrateNorm) {

        /** All epochs, saved at their ends, with running statistics; a loss that is not finite ends the run. */
        public TrainingSection(int epochs) {
            this(epochs, List.of(), 0, false, 0);
        }
    }

    /**
     * {@code evaluation:}.
     *
     * @param onGrid whether predictions are scored on the network's grid; otherwise they are taken back to the image's own
     *     pixels first
     * @param flip whether the logits are averaged over the image and its three mirror images
     */
    public record EvaluationSection(boolean onGrid, boolean flip) {}

    /**
     * {@code runtime:}.
     *
     * @param backend a backend's type name, or auto
     * @param device cpu or cuda
     * @param precision float32, bfloat16 or auto
     * @param threads compute threads; empty for all cores
     * @param loaderThreads threads that load and augment
     * @param backendLocation where the backend stands in the file, for messages; empty if it is left out
     * @param precisionLocation where the precision stands in the file, for messages; empty if it is left out
     */
    public record RuntimeSection(
            String backend,
            String device,
            String precision,
            Optional<Integer> threads,
            int loaderThreads,
            Optional<Location> backendLocation,
            Optional<Location> precisionLocation) {

        /** Settings that come from no file. */
        public RuntimeSection(
                String backend, String device, String precision, Optional<Integer> threads, int loaderThreads) {
            this(backend, device, precision, threads, loaderThreads, Optional.empty(), Optional.empty());
        }
    }

    /**
     * A place as it is told to others: by the reference where the environment gives it, which keeps the names of a machine's
     * folders to itself.
     *
     * @param place one of {@link #PLACES}
     * @param value what is told otherwise
     */
    public String told(String place, String value) {
        String written = settings.getOrDefault(place, "");
        return written.replace("$${", "").contains("${") ? written.replaceAll("^\"|\"$", "") : value;
    }

    /** All components, for provenance: their places in the file and what was chosen. */
    public Map<String, Component> components() {
        Map<String, Component> all = new LinkedHashMap<>();
        all.put("data.dataset", data.dataset());
        all.put("data.split", data.split());
        number(all, "data.intensity", data.intensities());
        all.put("data.grid", data.grid());
        number(all, "data.augment", data.augmentations());
        all.put("model", model.model());
        for (HeadSection head : heads) {
            all.put("heads." + head.name(), head.head());
            all.put("heads." + head.name() + ".loss", head.loss());
            number(all, "heads." + head.name() + ".metrics", head.metrics());
        }
        all.put("optimizer", optimizer);
        number(all, "training.stop", training.stop());
        number(all, "checkpoint", checkpoints);
        number(all, "report", reporters);
        return all;
    }

    private static void number(Map<String, Component> all, String key, List<Component> components) {
        for (int i = 0; i < components.size(); i++) {
            all.put(key + "[" + i + "]", components.get(i));
        }
    }
}
