// SPDX-License-Identifier: Apache-2.0
package org.septum.api.head;

import java.util.List;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;

/** Turns features into logits, labels into a target, and logits into a decision. It applies no final nonlinearity. */
public interface Head {

    /**
     * @param graph scoped to the head's own name
     * @param labels the dataset's labels
     * @return logits, [batch, logit channels, height, width]
     */
    Tensor logits(GraphBuilder graph, Tensor features, List<String> labels);

    /** How the target is encoded: the class index, or 0 and 1 for the only foreground class. */
    TargetEncoding encoding();

    /** The classes it decides between, the background first; predictions and metrics count in these. */
    List<String> classes(List<String> labels);

    /**
     * For each label of the dataset the class (index into {@link #classes}) it belongs to.
     *
     * @throws org.septum.api.UserError if a label named in the experiment is not in the dataset, or a label of the dataset
     *     has no class
     */
    int[] classOfLabel(List<String> labels);

    /**
     * The probability of each class at each pixel of one sample.
     *
     * @param logits channel by channel, row by row
     * @param pixels height times width
     * @param probabilities receives 0 to 1, class by class in the order of {@link #classes}, row by row
     */
    void probabilities(float[] logits, int pixels, float[] probabilities);

    /**
     * Decides each pixel of one sample.
     *
     * @param logits channel by channel, row by row
     * @param decision receives the class of each pixel
     */
    void decide(float[] logits, int[] decision);
}
