// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A way to lead what this process prints into files, and still to reach what it was started with. */
interface StandardStreams {

    /** The standard output that the process was started with. */
    OutputStream out();

    /** The standard error that the process was started with. */
    OutputStream err();

    /** Appends to the file from now on what is printed to either of the two. */
    void lead(Path file) throws IOException;

    /** Leads both back to where they were when the process was started. */
    void restore() throws IOException;
}
