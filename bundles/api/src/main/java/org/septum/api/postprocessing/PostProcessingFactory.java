// SPDX-License-Identifier: Apache-2.0
package org.septum.api.postprocessing;

import org.septum.api.Factory;

/** Creates {@link PostProcessing}s of one type. */
public interface PostProcessingFactory extends Factory<PostProcessing> {}
