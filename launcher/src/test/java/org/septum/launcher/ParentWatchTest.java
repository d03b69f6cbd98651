// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParentWatchTest {

    private static StackTraceElement frame(String type, String method) {
        return new StackTraceElement(type, method, "X.java", 1);
    }

    @Test
    void itsExitIsNotTakenForAPlugins() {
        StackTraceElement[] watch = {
            frame("java.lang.Shutdown", "exit"),
            frame("java.lang.Runtime", "exit"),
            frame("java.lang.System", "exit"),
            frame(ParentWatch.class.getName(), "endWith"),
            frame("java.lang.Thread", "run")
        };
        StackTraceElement[] plugin = {
            frame("java.lang.Runtime", "exit"), frame("java.lang.System", "exit"), frame("org.example.Loss", "create")
        };

        assertThat(PluginExit.callers(List.<StackTraceElement[]>of(watch))).isEmpty();
        assertThat(PluginExit.callers(List.<StackTraceElement[]>of(watch, plugin)))
                .extracting(StackTraceElement::getClassName)
                .containsExactly("org.example.Loss");
    }
}
