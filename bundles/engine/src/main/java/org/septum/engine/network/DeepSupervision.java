// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Features;
import org.septum.engine.sample.ActiveHead;

/**
 * The losses of a model's side features. C.-Y. Lee, S. Xie, P. Gallagher, Z. Zhang and Z. Tu, "Deeply-Supervised Nets", AISTATS
 * 2015.
 *
 * @param scope the head's scope; parameters of a side are under {@code side.NAME} in it
 * @param target of the head, at the image's size
 */
record DeepSupervision(GraphBuilder graph, GraphBuilder scope, ActiveHead head, Tensor target) {

    /**
     * The mean of a head's loss and those of the sides, by weight. In evaluation it is the head's own loss alone, so that it can
     * be compared with that of a model without sides; their parameters are made nevertheless, for the layout to be the same.
     */
    Tensor add(Tensor loss, List<Features.Side> sides) {
        Tensor sum = loss;
        double weights = 1;
        for (Features.Side side : sides) {
            Tensor logits = head.head().logits(scope.scope("side").scope(side.name()), side.features());
            GraphBuilder lossScope = graph.scope("loss." + head.name() + "." + side.name());
            Tensor ofSide = loss(lossScope, logits, side.resolution());
            sum = graph.add(sum, graph.affine(ofSide, side.weight(), 0));
            weights += side.weight();
        }
        return graph.mode() == Mode.EVALUATION ? loss : graph.affine(sum, 1 / weights, 0);
    }

    private Tensor loss(GraphBuilder lossScope, Tensor logits, Features.Resolution resolution) {
        Extent factor = new Extent(
                target.shape().height() / logits.shape().height(),
                target.shape().width() / logits.shape().width());
        if (factor.equals(Extent.ONE)) {
            return head.loss().build(lossScope, logits, target);
        }
        return resolution == Features.Resolution.IMAGE
                ? head.loss().build(lossScope, graph.upsample(logits, factor, Op.Interpolation.BILINEAR), target)
                : head.loss().build(lossScope, logits, reduced(lossScope, factor));
    }

    /** The target's pixel behind the centre of each window; for windows of 2 x 2 the last one, of 1 x 2 the right one. */
    private Tensor reduced(GraphBuilder scope, Extent factor) {
        Tensor windows = scope.pixelUnshuffle(target, factor);
        int behindCentre = factor.height() / 2 * factor.width() + factor.width() / 2;
        List<Tensor> channels = new ArrayList<>();
        for (int channel = 0; channel < target.shape().channels(); channel++) {
            channels.add(scope.slice(windows, channel * factor.area() + behindCentre, 1));
        }
        return scope.concat(channels);
    }
}
