// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.machine;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** Where to compute. */
public enum Device {
    CPU,
    CUDA;

    /** Reads an option's value. */
    public static Device of(String name) {
        return Arrays.stream(values())
                .filter(device -> device.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("cpu or cuda is needed, not '" + name + "'"));
    }

    /** As experiment files and this program's options write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
