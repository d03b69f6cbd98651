// SPDX-License-Identifier: Apache-2.0
package org.septum.config.section;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Option;
import org.septum.api.experiment.Section;

/** What other tools call the settings of an experiment, and where those are that stand in another section here. */
public final class Synonyms {

    /** By name, with hyphens for underscores and in lower case; the settings' paths. */
    private static final Map<String, String> PATHS = new LinkedHashMap<>();

    /** Names of what no setting says here, and what says it. */
    private static final Map<String, String> NOT_SET = new LinkedHashMap<>();

    static {
        declare("optimizer.learning-rate", "lr", "learning-rate", "base-lr", "initial-lr", "init-lr", "lr0");
        declare("optimizer.schedule", "schedule", "scheduler", "lr-scheduler", "lr-schedule");
        declare("optimizer.weight-decay", "weight-decay", "wd", "l2");
        declare("optimizer.clip-norm", "clip-grad", "gradient-clip-val", "grad-clip", "max-norm");
        declare("training.epochs", "epoch", "max-epochs", "num-epochs", "n-epochs", "nb-epoch");
        declare("training.stop", "early-stopping", "patience");
        declare("data.batch-size", "bs", "train-batch-size", "num-samples-per-batch");
        declare("data.size", "img-size", "image-size", "input-size", "patch-size", "roi-size", "crop-size", "imgsz");
        declare("data.augment", "augmentation", "augmentations", "transform", "transforms");
        declare("data.split", "val-split", "validation-split", "val-size", "test-size", "fold");
        declare("data.dataset", "root", "data-dir", "data-root", "data-path", "dataroot");
        declare("heads.NAME.loss", "criterion", "loss-fn", "loss-function");
        declare("heads.NAME.metrics", "metric");
        declare("model.weights", "pretrained", "init-weights", "checkpoint-path", "load-from", "pretrained-weights");
        declare("model.base-channels", "features", "init-features", "base-filters", "n-filters", "width-multiplier");
        declare("model.depth", "num-levels", "n-levels", "num-layers", "levels");
        declare("model.max-channels", "max-features", "max-num-features", "unet-max-num-features");
        declare("model.channels-per-level", "features-per-stage", "num-features-per-stage");
        declare("model.strides", "pool-op-kernel-sizes", "num-pool-per-axis");
        declare("model.kernels", "kernel-sizes", "conv-kernel-sizes");
        declare("model.blocks-per-level", "n-blocks-per-stage", "n-conv-per-stage", "blocks-per-stage");
        declare("runtime.device", "gpu", "gpus", "accelerator", "cuda");
        declare("runtime.precision", "amp", "fp16", "bf16", "mixed-precision");
        declare("runtime.loader-threads", "num-workers", "workers", "n-workers");
        declare("checkpoint", "checkpoints", "callbacks", "save-best");
        declare("report", "logger", "loggers", "reporters");
        declare("seed", "random-state", "random-seed", "manual-seed");
        for (String name : List.of("in-channels", "n-channels", "input-channels", "num-channels", "in-chans")) {
            NOT_SET.put(name, "the data say how many channels there are; leave it out");
        }
        for (String name : List.of("out-channels", "num-classes", "n-classes", "classes", "nc", "output-channels")) {
            NOT_SET.put(name, "the head and the dataset's labels say what the classes are; leave it out");
        }
        NOT_SET.put("activation", "heads apply no final activation: the loss does what it needs; leave it out");
    }

    private Synonyms() {}

    private static void declare(String path, String... names) {
        for (String name : names) {
            PATHS.put(name, path);
        }
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of the allowed keys that is meant by another tool's name. */
    static Optional<String> among(String name, List<String> allowed) {
        String plain = plain(name);
        String path = PATHS.getOrDefault(plain, plain);
        String last = path.substring(path.lastIndexOf('.') + 1);
        return Optional.of(last).filter(allowed::contains);
    }

    /**
     * The path of a setting that a bare name means, wherever it stands: by another tool's name, or by its own in another
     * section.
     */
    public static Optional<String> path(String name) {
        String plain = plain(name);
        for (Section section : FileSections.ALL) {
            for (Option option : section.options()) {
                if (option.name().equals(plain)) {
                    return Optional.of(section.path().isEmpty() ? plain : section.path() + "." + plain);
                }
            }
        }
        return Optional.ofNullable(PATHS.get(plain));
    }

    /** Whether a name is of what no setting says here, however near another name is. */
    static boolean isNowhere(String name) {
        return NOT_SET.containsKey(plain(name));
    }

    /** Where a key that is unknown here belongs, as a part of a message; empty if nothing is known of it. */
    static String elsewhere(String name) {
        String notSet = NOT_SET.get(plain(name));
        if (notSet != null) {
            return "; " + notSet;
        }
        return path(name).map(path -> "; did you mean '" + path + "'?").orElse("");
    }
}
