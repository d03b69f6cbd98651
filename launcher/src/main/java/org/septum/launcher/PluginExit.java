// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.septum.launcher.framework.BundleJar;
import org.septum.launcher.machine.Storage;
import org.septum.launcher.output.Output;

/**
 * Ends the process at once when something in it calls {@link System#exit}, and says who that was. Left to itself such a call
 * would wait for the work that waits for it, and then look like a success.
 *
 * <p>Signals come to the hooks of shutdown by other ways than that method; of the launcher's own calls, {@link ParentWatch}'s
 * stands for a signal, and {@link Main}'s comes after {@link #close()}.
 */
final class PluginExit implements AutoCloseable {

    private static final int RUN_FAILED = 4;
    private static final Set<String> EXITS = Set.of(System.class.getName(), Runtime.class.getName());

    /** The launcher itself may end the program. */
    private static final String OWN = PluginExit.class.getPackageName() + ".";

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

    /** Who called {@code exit}, in whichever thread, the innermost first; empty if nobody but the launcher did. */
    static List<StackTraceElement> callers(Collection<StackTraceElement[]> stacks) {
        for (StackTraceElement[] stack : stacks) {
            // System.exit calls Runtime.exit, so that the caller comes behind the last of the two.
            int caller = stack.length;
            while (caller > 0 && !isExit(stack[caller - 1])) {
                caller--;
            }
            if (caller > 0
                    && caller < stack.length
                    && !stack[caller].getClassName().startsWith(OWN)) {
                return List.of(stack).subList(caller, stack.length);
            }
        }
        return List.of();
    }

    private static boolean isExit(StackTraceElement frame) {
        return EXITS.contains(frame.getClassName()) && frame.getMethodName().equals("exit");
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
