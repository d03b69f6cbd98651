// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.models.layer.Convolution.Form;
import org.septum.models.layer.LayerStyle;

/**
 * Convolutions one after another, each with normalization and activation; then dropout. The first takes the stride.
 *
 * @param convolutions how many
 */
record PlainBlock(LayerStyle style, int convolutions) implements StridedBlock {

    @Override
    public Tensor build(GraphBuilder graph, Tensor input, int outputChannels, Extent kernel, Extent stride) {
        Form form = Form.of(kernel);
        Tensor x = style.layer(graph, "1", input, outputChannels, form.withStride(stride));
        for (int number = 2; number <= convolutions; number++) {
            x = style.layer(graph, Integer.toString(number), x, outputChannels, form);
        }
        return graph.dropout(x, style.dropout());
    }
}
