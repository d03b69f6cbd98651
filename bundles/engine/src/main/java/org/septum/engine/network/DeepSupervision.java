// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

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
 * @param whole the head's loss, at the image's size
 */
record DeepSupervision(GraphBuilder graph, GraphBuilder scope, HeadLoss whole) {

    /**
     * The mean of a head's loss and those of the sides, by weight. In evaluation it is the head's own loss alone, so that it can
     * be compared with that of a model without sides; their parameters are made nevertheless, for the layout to be the same.
     */
    Tensor add(Tensor loss, List<Features.Side> sides) {
        Tensor sum = loss;
        double weights = 1;
        ActiveHead head = whole.head();
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
                whole.target().shape().height() / logits.shape().height(),
                whole.target().shape().width() / logits.shape().width());
        if (factor.equals(Extent.ONE)) {
            return whole.of(lossScope, logits);
        }
        return resolution == Features.Resolution.IMAGE
                ? whole.of(lossScope, graph.upsample(logits, factor, Op.Interpolation.BILINEAR))
                : whole.reduced(lossScope, factor).of(lossScope, logits);
    }
}
