// SPDX-License-Identifier: Apache-2.0
/** What a run and an evaluation record of themselves: data, bundles, machine, stretches and files. */
package org.septum.engine.record;
