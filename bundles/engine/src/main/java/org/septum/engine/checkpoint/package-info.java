// SPDX-License-Identifier: Apache-2.0
/** Weights between a session and safetensors files. */
package org.septum.engine.checkpoint;
