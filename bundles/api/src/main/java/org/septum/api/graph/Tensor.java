// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

import org.osgi.annotation.versioning.ProviderType;

/** A value that the graph will compute: a name and a shape, no data. */
@ProviderType
public interface Tensor {
    /** Its name with its scopes, for profiles and messages. */
    String name();

    /** Its sizes by role. */
    Shape shape();
}
