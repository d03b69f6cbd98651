// SPDX-License-Identifier: Apache-2.0
package org.septum.api.model;

import org.septum.api.Factory;

/** Creates {@link Block}s of one type. */
public interface BlockFactory extends Factory<Block> {}
