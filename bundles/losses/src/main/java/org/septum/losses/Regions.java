// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Role;
import org.septum.api.graph.Tensor;

/**
 * Which regions a loss compares.
 *
 * @param background whether class 0 of class indices counts
 * @param roles the roles whose elements make up one region
 */
public record Regions(boolean background, Set<Role> roles) {

    private static final Set<Role> SAMPLE = Collections.unmodifiableSet(EnumSet.of(Role.HEIGHT, Role.WIDTH));
    private static final Set<Role> BATCH = Collections.unmodifiableSet(EnumSet.of(Role.BATCH, Role.HEIGHT, Role.WIDTH));

    private static final String BACKGROUND = "background";
    private static final String OF_SAMPLE = "sample";

    public static final Option OVER = Option.choice(
                    "over",
                    List.of(OF_SAMPLE, "batch"),
                    "sample: each sample's regions are compared, and the results averaged (MONAI's default); batch: a"
                            + " batch's regions are joined and then compared, which steadies classes that are small or"
                            + " absent in some samples (nnU-Net's batch_dice)")
            .or(OF_SAMPLE);

    public static final Option SMOOTH = Option.real(
                    "smooth",
                    1e-12,
                    1e6,
                    "added above and below the fraction bar, so that an absent class that is not predicted counts as"
                            + " perfect; in pixels; the default is MONAI's")
            .or(1e-5);

    public static Option background(boolean byDefault, String origin) {
        return Option.flag(
                        BACKGROUND,
                        "whether class 0 counts like the others; " + origin
                                + ". Without meaning for masks, which have no background")
                .or(byDefault);
    }

    public static boolean background(Arguments arguments) {
        return arguments.flag(BACKGROUND);
    }

    public static Regions of(Arguments arguments) {
        return new Regions(background(arguments), arguments.text(OVER.name()).equals(OF_SAMPLE) ? SAMPLE : BATCH);
    }

    public ClassMaps maps(GraphBuilder graph, Tensor logits, Truth truth) {
        return ClassMaps.of(graph, logits, truth, background);
    }

    public Tensor sum(GraphBuilder graph, Tensor x) {
        return graph.sum(x, roles);
    }
}
