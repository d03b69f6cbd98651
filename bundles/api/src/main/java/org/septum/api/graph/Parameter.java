// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A named array that outlives a step: trained (weights) or kept (running statistics). Its dimensions are those of the
 * reference layout, which checkpoints use: convolution [out, in, height, width], transposed convolution [in, out, height,
 * width], one value per channel [channels].
 */
@ProviderType
public interface Parameter {
    /** The full name with its scopes, for example {@code encoder.0.conv1.weight}. */
    String name();

    /** Its sizes in the reference layout. */
    List<Integer> dimensions();

    /** False for running statistics, which have no gradient and which the optimizer does not touch. */
    boolean trainable();
}
