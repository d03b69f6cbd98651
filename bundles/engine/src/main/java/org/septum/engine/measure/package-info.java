// SPDX-License-Identifier: Apache-2.0
/** Speed and memory: the benchmark, the profile of an experiment, and what saving costs. */
package org.septum.engine.measure;
