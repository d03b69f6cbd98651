// SPDX-License-Identifier: Apache-2.0
package org.septum.services.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.septum.api.UserError;

class ProblemsTest {

    private final Problems problems = new Problems();

    private static UserError error(String message) {
        return new UserError(message);
    }

    @Test
    void goesOnAfterWhatIsWrongAndTellsAllOfIt() {
        assertThat(problems.attempt(() -> 1)).contains(1);
        problems.attempt(() -> {
            throw error("a");
        });
        Problems inner = new Problems();
        inner.add(error("b"));
        inner.add(error("a"));
        problems.attempt(inner::throwIfAny);
        assertThatThrownBy(problems::throwIfAny)
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.problems()).containsExactly("a", "b"))
                .hasMessage("a\nb");
    }

    @Test
    void tellsTheSameOfSeveralThingsOnce() {
        problems.add(error("everywhere"));
        problems.add("variant 'x'", error("everywhere"));
        problems.add("variant 'x'", error("here"));
        problems.add("variant 'y'", error("here"));
        problems.add("variant 'z'", error("there"));
        assertThat(problems.all()).containsExactly("everywhere", "variant 'x', and 1 more: here", "variant 'z': there");
    }

    @Test
    void aNameForgesNoLine() {
        problems.add(new UserError("a: x\ny:\n  see b"));
        problems.add("x\ny", new UserError("c"));
        assertThatThrownBy(problems::throwIfAny).hasMessage("a: x\\u000ay:\n  see b\nx\\u000ay: c");
    }
}
