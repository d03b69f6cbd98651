// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.septum.api.RunFailure;

class FailuresTest {

    private final StringWriter err = new StringWriter();
    private final Failures failures = new Failures(new PrintWriter(err, true), name -> Optional.empty());

    @Test
    void namesTheVariableForFilesThatTheLocaleCannotName() {
        int code = failures.report(
                new InvalidPathException("B\u00fccher", "Malformed input or input contains unmappable characters"));

        assertThat(code).isEqualTo(Failures.INPUT);
        assertThat(err.toString())
                .startsWith("septum: the name 'B\u00fccher' has characters that the locale's character set, ")
                .contains("does not have; set LC_ALL=C.UTF-8, or another locale with UTF-8")
                .hasLineCount(1);
    }

    @Test
    void aMessageForgesNoLineOfSeptums() {
        failures.report(new RunFailure("no x\nseptum: run finished"));
        failures.report(new UncheckedIOException(new IOException("no x\nseptum: run finished")));

        assertThat(err.toString().lines())
                .containsExactly(
                        "septum: no x\\u000aseptum: run finished",
                        "septum: java.io.IOException: no x\\u000aseptum: run finished");
    }

    @Test
    void refusesOtherPathsThatAreNone() {
        int code = failures.report(new InvalidPathException("a\0b", "Nul character not allowed"));

        assertThat(code).isEqualTo(Failures.INPUT);
        assertThat(err.toString()).isEqualToIgnoringNewLines("septum: Nul character not allowed: a\\u0000b");
    }
}
