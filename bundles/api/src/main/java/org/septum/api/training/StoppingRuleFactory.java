// SPDX-License-Identifier: Apache-2.0
package org.septum.api.training;

import org.septum.api.Factory;

/** Creates {@link StoppingRule}s of one type. */
public interface StoppingRuleFactory extends Factory<StoppingRule> {}
