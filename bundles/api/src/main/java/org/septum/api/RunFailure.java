// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

/** A run that had started could not go on, for example because the loss is not finite; the commands exit with 4. */
public class RunFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RunFailure(String message) {
        super(message);
    }

    public RunFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
