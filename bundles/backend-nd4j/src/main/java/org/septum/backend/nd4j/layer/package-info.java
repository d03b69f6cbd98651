// SPDX-License-Identifier: Apache-2.0
/** Pooling, resampling, and copies of channels. */
package org.septum.backend.nd4j.layer;
