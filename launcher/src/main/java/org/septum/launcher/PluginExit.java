// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Ends the process at once when something in it calls {@link System#exit}, and says who that was. Left to itself such a call
 * would wait for the work that waits for it, and then look like a success.
 *
 * <p>Signals and the launcher's own end come to the hooks of shutdown by other ways than that method, or after
 * {@link #close()}; {@link ParentWatch} calls it as a signal would.
 */
final class PluginExit implements AutoCloseable {

    private static final int RUN_FAILED = 4;
    private static final Set<String> EXITS = Set.of(System.class.getName(), Runtime.class.getName());

    private final Output output;
    private final Storage storage;
    private final Thread hook = new Thread(this::lookForACall, "septum-exit");
    private volatile List<BundleJar> bundles = List.of();

    PluginExit(Output output, Storage storage) {
        this.output = output;
        this.storage = storage;
    }

    /** @param jars whose classes may be meant */
    void watch(List<BundleJar> jars) {
        bundles = jars;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The shutdown has begun, and the hook runs.
        }
    }

    private void lookForACall() {
        List<StackTraceElement> callers = callers(Thread.getAllStackTraces().values());
        if (!callers.isEmpty()) {
            output.err()
                    .println("septum: " + owner(callers) + " ended the program: " + callers.get(0)
                            + " called System.exit. Components report what is wrong with an exception; take the plugin"
                            + " away, or mend it.");
            storage.delete();
            Runtime.getRuntime().halt(RUN_FAILED);
        }
    }

    /** Who called {@code exit}, in whichever thread, the innermost first; empty if none did. */
    static List<StackTraceElement> callers(Collection<StackTraceElement[]> stacks) {
        for (StackTraceElement[] stack : stacks) {
            for (int i = stack.length - 2; i >= 0; i--) {
                if (EXITS.contains(stack[i].getClassName())
                        && stack[i].getMethodName().equals("exit")
                        && !stack[i + 1].getClassName().equals(ParentWatch.class.getName())) {
                    return List.of(stack).subList(i + 1, stack.length);
                }
            }
        }
        return List.of();
    }

    /** The plugin that holds the first class that is in one: a library that it brought along may have made the call. */
    private String owner(List<StackTraceElement> callers) {
        return callers.stream()
                .flatMap(caller -> bundles.stream().filter(jar -> jar.plugin() && jar.holds(caller.getClassName())))
                .findFirst()
                .map(BundleJar::label)
                .orElse("a library");
    }
}
