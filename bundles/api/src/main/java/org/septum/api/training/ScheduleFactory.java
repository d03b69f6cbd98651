// SPDX-License-Identifier: Apache-2.0
package org.septum.api.training;

import org.septum.api.Factory;

/** Creates {@link Schedule}s of one type. */
public interface ScheduleFactory extends Factory<Schedule> {}
