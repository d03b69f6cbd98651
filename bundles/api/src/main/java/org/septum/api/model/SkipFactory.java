// SPDX-License-Identifier: Apache-2.0
package org.septum.api.model;

import org.septum.api.Factory;

/** Creates {@link Skip}s of one type. */
public interface SkipFactory extends Factory<Skip> {}
