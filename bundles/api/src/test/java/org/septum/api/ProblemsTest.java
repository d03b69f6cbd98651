// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
    void nounsHaveTheirArticleAndNumber() {
        assertThat(Words.a("loss")).isEqualTo("a loss");
        assertThat(Words.a("optimizer")).isEqualTo("an optimizer");
        assertThat(Words.count(1, "group")).isEqualTo("1 group");
        assertThat(Words.count(0, "group")).isEqualTo("0 groups");
    }
}
