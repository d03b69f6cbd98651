// SPDX-License-Identifier: Apache-2.0
package org.septum.api.model;

import org.septum.api.Factory;

/** Creates {@link Model}s of one type. */
public interface ModelFactory extends Factory<Model> {}
