// SPDX-License-Identifier: Apache-2.0
package org.septum.api.head;

import org.septum.api.Factory;

/** Creates {@link Head}s of one type. */
public interface HeadFactory extends Factory<Head> {}
