// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.region;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.losses.Regions;

/**
 * The complement of the Tversky index: 1 - (shared + smooth) / (shared + a false positives + b false negatives + smooth).
 * With a = b = 0.5 it is the Dice loss, with a = b = 1 the Jaccard loss.
 */
record TverskyIndex(double falsePositive, double falseNegative, double smooth) {

    static Options options(double falsePositive, double falseNegative, String origin, Option... more) {
        List<Option> options = new ArrayList<>(List.of(
                weight("false-positive", "pixels predicted but not true", falsePositive, origin),
                weight("false-negative", "true pixels not predicted", falseNegative, origin)));
        options.addAll(List.of(more));
        options.addAll(
                List.of(Regions.background(true, "it does by default, as in MONAI"), Regions.over(), Regions.smooth()));
        return Options.of(options.toArray(Option[]::new));
    }

    private static Option weight(String name, String what, double byDefault, String origin) {
        return Option.real(name, 0, 1e3, "the weight of " + what + "; the default is that of " + origin)
                .or(byDefault);
    }

    /**
     * @throws org.septum.api.UserError if no kind of error counts
     */
    static TverskyIndex of(Arguments arguments) {
        TverskyIndex index = new TverskyIndex(
                arguments.real("false-positive"), arguments.real("false-negative"), Regions.smooth(arguments));
        if (index.falsePositive == 0 && index.falseNegative == 0) {
            throw arguments.error("false-positive", "found 0, as false-negative is; one of them must be positive");
        }
        return index;
    }

    Tensor complement(GraphBuilder graph, Overlap overlap) {
        Tensor falsePositives = graph.subtract(overlap.predicted(), overlap.shared());
        Tensor falseNegatives = graph.subtract(overlap.actual(), overlap.shared());
        Tensor errors = graph.add(
                graph.affine(falsePositives, falsePositive, 0), graph.affine(falseNegatives, falseNegative, 0));
        return OverlapLoss.complement(graph, overlap.shared(), 1, graph.add(overlap.shared(), errors), smooth);
    }
}
