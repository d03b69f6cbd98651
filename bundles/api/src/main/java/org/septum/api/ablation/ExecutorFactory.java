// SPDX-License-Identifier: Apache-2.0
package org.septum.api.ablation;

import org.septum.api.Factory;

/** Creates {@link Executor}s of one type. */
public interface ExecutorFactory extends Factory<Executor> {}
