// SPDX-License-Identifier: Apache-2.0
/** The commands around one run: check, lock and pack an experiment, train, resume, evaluate, predict. */
package org.septum.cli.run;
