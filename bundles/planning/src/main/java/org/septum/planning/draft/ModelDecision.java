// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.draft;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.planning.rules.Architecture;
import org.septum.planning.rules.Axes;
import org.septum.planning.rules.Topology;

/** The network of a draft as the model {@code unet} has it. */
final class ModelDecision {

    private static final Axes HALF = new Axes(2, 2);
    private static final Axes USUAL = new Axes(3, 3);

    private ModelDecision() {}

    static Map<String, Object> of(Draft draft) {
        Architecture architecture = draft.architecture();
        Topology topology = draft.topology();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "unet");
        model.put("depth", (long) topology.strides().size());
        model.put("base-channels", (long) architecture.base());
        model.put("max-channels", (long) architecture.most());
        if (!topology.strides().stream().allMatch(HALF::equals)) {
            model.put("strides", lists(topology.strides()));
        }
        if (!topology.kernels().stream().allMatch(USUAL::equals)) {
            model.put("kernels", lists(topology.kernels()));
        }
        model.put("down", "strided-conv");
        if (architecture.residual()) {
            model.put("stem", block("conv"));
            model.put("encoder", block("residual"));
            model.put(
                    "blocks-per-level",
                    architecture.blocks(topology.stages()).stream()
                            .map(Integer::longValue)
                            .toList());
            model.put("decoder", block("conv"));
        } else {
            model.put("encoder", block("double-conv"));
        }
        model.put("up", Decisions.component("transposed-conv", "initialization", "he"));
        model.put("skip", "concat");
        model.put("deep-supervision", true);
        model.put("side-weights", "nnunet");
        model.put("side-resolution", "side");
        return model;
    }

    private static Map<String, Object> block(String type) {
        return Decisions.component(
                type,
                "norm",
                "instance",
                "activation",
                "leaky-relu",
                "slope",
                0.01,
                "bias",
                true,
                "initialization",
                "he");
    }

    private static List<Object> lists(List<Axes> all) {
        return all.stream().map(ModelDecision::list).toList();
    }

    private static Object list(Axes axes) {
        return axes.isSquare() ? (Object) (long) axes.height() : List.of((long) axes.height(), (long) axes.width());
    }
}
