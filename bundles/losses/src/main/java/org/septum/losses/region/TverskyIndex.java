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

    private static final String FALSE_POSITIVE = "false-positive";
    private static final String FALSE_NEGATIVE = "false-negative";

    /** @param origin of the defaults of both weights */
    static Options options(String origin, Option... more) {
        List<Option> options = new ArrayList<>(List.of(
                weight(FALSE_POSITIVE, "pixels predicted but not true", 0.3, origin),
                weight(FALSE_NEGATIVE, "true pixels not predicted", 0.7, origin)));
        options.addAll(List.of(more));
        options.addAll(
                List.of(Regions.background(true, "it does by default, as in MONAI"), Regions.OVER, Regions.SMOOTH));
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
                arguments.real(FALSE_POSITIVE), arguments.real(FALSE_NEGATIVE), arguments.real(Regions.SMOOTH.name()));
        if (index.falsePositive == 0 && index.falseNegative == 0) {
            throw arguments.error(FALSE_POSITIVE, "found 0, as false-negative is; one of them must be positive");
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
