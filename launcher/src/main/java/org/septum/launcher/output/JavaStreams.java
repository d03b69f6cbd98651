// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.output;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Leads {@code System.out} and {@code System.err} elsewhere; what native libraries print stays on the terminal. */
record JavaStreams(PrintStream out, PrintStream err) implements StandardStreams {

    @Override
    public void lead(Path file) throws IOException {
        PrintStream log = new PrintStream(new FileOutputStream(file.toFile(), true), true, StandardCharsets.UTF_8);
        // What they led to before is left open: another thread may be printing.
        System.setOut(log);
        System.setErr(log);
    }

    @Override
    public void restore() {
        System.setOut(out);
        System.setErr(err);
    }
}
