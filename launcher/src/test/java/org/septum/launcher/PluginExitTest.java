// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PluginExitTest {

    private static final StackTraceElement HALF = frame("java.lang.Shutdown", "exit");
    private static final StackTraceElement RUNTIME = frame("java.lang.Runtime", "exit");
    private static final StackTraceElement SYSTEM = frame("java.lang.System", "exit");
    private static final StackTraceElement PLUGIN = frame("org.example.Loss", "create");
    private static final StackTraceElement MAIN = frame("org.septum.launcher.Main", "main");

    @Test
    void findsWhoCalledExit() {
        StackTraceElement[] waiting = {frame("java.lang.Object", "wait"), frame("java.lang.Thread", "join"), MAIN};
        StackTraceElement[] system = {HALF, RUNTIME, SYSTEM, PLUGIN, MAIN};
        StackTraceElement[] runtime = {HALF, RUNTIME, PLUGIN, MAIN};

        assertThat(PluginExit.callers(List.of(waiting, system))).containsExactly(PLUGIN, MAIN);
        assertThat(PluginExit.callers(List.of(runtime, waiting))).containsExactly(PLUGIN, MAIN);
    }

    @Test
    void leavesTheLaunchersOwnEndAlone() {
        StackTraceElement[] own = {HALF, RUNTIME, SYSTEM, frame("org.septum.launcher.ParentWatch", "end")};

        assertThat(PluginExit.callers(List.<StackTraceElement[]>of(own))).isEmpty();
    }

    @Test
    void isNotConcernedWithSignalsAndOtherMethodsOfThatName() {
        StackTraceElement[] signal = {HALF, frame("java.lang.Terminator$1", "handle")};
        StackTraceElement[] other = {frame("org.example.Door", "exit"), PLUGIN};

        assertThat(PluginExit.callers(List.of(signal, other))).isEmpty();
    }

    private static StackTraceElement frame(String type, String method) {
        return new StackTraceElement(type, method, "File.java", 1);
    }
}
