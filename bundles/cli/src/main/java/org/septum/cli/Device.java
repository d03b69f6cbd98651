// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.util.Locale;

/** Where to compute. */
enum Device {
    CPU,
    CUDA;

    /** As experiment files and this program's options write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
