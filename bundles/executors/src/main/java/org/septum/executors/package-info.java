// SPDX-License-Identifier: Apache-2.0
/** Where the trainings of an ablation are carried out: on this machine, by Slurm, or by Kubernetes. */
package org.septum.executors;
