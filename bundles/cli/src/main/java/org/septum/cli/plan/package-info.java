// SPDX-License-Identifier: Apache-2.0
/** The command that plans an experiment. */
package org.septum.cli.plan;
