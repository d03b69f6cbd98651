// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.septum.launcher.machine.StartFailure;

/**
 * Starts Septum anew with ND4J's CUDA build on the class path: ND4J's backend is a matter of the class path and fixed for
 * a JVM's life. The start script fetches that build when it is not there yet.
 */
final class CudaRestart {

    private static final String CUDA = "cuda";

    private CudaRestart() {}

    /** Whether this JVM is the second one: the first has told what is to be told of a start. */
    static boolean isSecond() {
        return isSecond(device(), System.getenv().getOrDefault(ParentWatch.VARIABLE, ""));
    }

    static boolean isSecond(String device, String parent) {
        return device.equals(CUDA) && parent.matches("[0-9]+");
    }

    private static String device() {
        return System.getProperty("septum.device", "cpu");
    }

    /** Runs the same command line in a second JVM and returns its exit code. */
    static int run(Path home, String[] arguments) throws IOException, InterruptedException, StartFailure {
        if (device().equals(CUDA)) {
            throw StartFailure.wiring("CUDA was asked for again by a JVM that was started for it.");
        }
        List<String> command = new ArrayList<>();
        if (System.getProperty("os.name").startsWith("Windows")) {
            command.addAll(
                    List.of("cmd", "/c", home.resolve("launcher\\septum.cmd").toString()));
        } else {
            command.add(home.resolve("launcher/septum").toString());
        }
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("SEPTUM_DEVICE", CUDA);
        builder.environment()
                .put(ParentWatch.VARIABLE, Long.toString(ProcessHandle.current().pid()));
        Process second = builder.start();

        // Ctrl-C reaches both JVMs, a kill only this one; either way the second one finishes its work first.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            second.destroy();
                            second.onExit().join();
                        },
                        "septum-cuda"));
        return second.waitFor();
    }
}
