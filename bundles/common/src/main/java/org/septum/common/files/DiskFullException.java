// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A file could not be written for want of space; the message names it, the bytes it needs and those that are free. */
public final class DiskFullException extends UncheckedIOException {

    private static final long serialVersionUID = 1;

    DiskFullException(String message, IOException cause) {
        super(message, cause);
    }
}
