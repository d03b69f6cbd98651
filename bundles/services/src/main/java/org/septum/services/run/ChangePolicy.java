// SPDX-License-Identifier: Apache-2.0
package org.septum.services.run;

import java.util.function.Consumer;

/**
 * How a command takes it that what a run was made from is no longer what is there.
 *
 * @param accepted whether such changes are accepted; otherwise they are refused
 * @param told is told each accepted change, and what else a user must know of the record, in a line
 */
public record ChangePolicy(boolean accepted, Consumer<String> told) {}
