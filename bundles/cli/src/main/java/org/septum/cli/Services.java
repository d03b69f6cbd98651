// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import org.septum.api.experiment.ExperimentReader;
import org.septum.api.run.Benchmark;
import org.septum.api.run.Registry;
import org.septum.api.run.Runner;

/** What the commands work with. */
record Services(Registry registry, ExperimentReader reader, Runner runner, Benchmark benchmark, CudaProbe cudaProbe) {}
