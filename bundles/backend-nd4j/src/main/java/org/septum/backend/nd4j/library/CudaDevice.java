// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.library;

import org.nd4j.linalg.factory.Nd4j;

/**
 * Asks the CUDA runtime about the first device. JavaCPP's CUDA classes are on the class path only where ND4J's CUDA build
 * is, so they are called by name; ND4J itself, started without a usable device, says nothing of the cause.
 */
public final class CudaDevice {

    private static final String BUILD = "org/nd4j/linalg/jcublas/JCublasBackend.class";
    private static final String RUNTIME = "org.bytedeco.cuda.global.cudart";

    /** CUDA's numbers of the device attributes for the two parts of the compute capability. */
    private static final int MAJOR = 75;

    private static final int MINOR = 76;

    private CudaDevice() {}

    /** Whether ND4J's CUDA build is on the class path; starts nothing. */
    public static boolean buildOnClassPath() {
        return Nd4j.class.getClassLoader().getResource(BUILD) != null;
    }

    /** Why the device cuda cannot be used, or null if it can. */
    public static String obstacle() {
        if (!buildOnClassPath()) {
            return "ND4J's CUDA build (nd4j-cuda-11.6) is not on the class path; the start script puts it there when"
                    + " Septum is started with --device cuda";
        }
        try {
            int devices = ask("cudaGetDeviceCount", new Class<?>[] {int[].class});
            if (devices == 0) {
                return "CUDA finds no device";
            }
            int major = attribute(MAJOR);
            int minor = attribute(MINOR);
            if (major > 8 || major < 3 || major == 3 && minor < 7) {
                return "the GPU has compute capability " + major + "." + minor
                        + "; this release of ND4J (1.0.0-M2.1) holds machine code for 3.7 to 8.9 only";
            }
            return null;
        } catch (ReflectiveOperationException | LinkageError | IllegalStateException e) {
            return "looked for an NVIDIA driver (libcuda) and the CUDA 11 runtime (libcudart, libcublas, libcusolver), found "
                    + rootMessage(e);
        }
    }

    private static int attribute(int number) throws ReflectiveOperationException {
        return ask("cudaDeviceGetAttribute", new Class<?>[] {int[].class, int.class, int.class}, number, 0);
    }

    /** Calls a function whose first argument receives the answer and which returns an error number. */
    private static int ask(String function, Class<?>[] types, Object... arguments) throws ReflectiveOperationException {
        int[] answer = new int[1];
        Object[] all = new Object[arguments.length + 1];
        all[0] = answer;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Class<?> runtime = Class.forName(RUNTIME, true, Nd4j.class.getClassLoader());
        int error = (int) runtime.getMethod(function, types).invoke(null, all);
        if (error != 0) {
            throw new IllegalStateException("error " + error + " of " + function);
        }
        return answer[0];
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
