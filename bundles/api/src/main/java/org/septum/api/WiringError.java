// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

/** A bundle, service, library or device that the work needs is missing; the commands print it and exit with 3. */
public class WiringError extends RuntimeException {

    private static final long serialVersionUID = 1;

    public WiringError(String message) {
        super(message);
    }

    public WiringError(String message, Throwable cause) {
        super(message, cause);
    }
}
