// SPDX-License-Identifier: Apache-2.0
/** A place holder for the OpenCL presets, which oneDNN's CPU build names but does not use. */
package org.bytedeco.opencl.presets;
