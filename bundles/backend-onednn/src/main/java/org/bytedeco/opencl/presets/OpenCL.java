// SPDX-License-Identifier: Apache-2.0
package org.bytedeco.opencl.presets;

/**
 * Stands in for the OpenCL presets that oneDNN's presets name as their parent. oneDNN's CPU build does not link OpenCL, so
 * an empty class is all that is needed.
 */
public final class OpenCL {
    private OpenCL() {}
}
