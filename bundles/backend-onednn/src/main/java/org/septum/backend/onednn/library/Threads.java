// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.library;

import java.lang.reflect.Method;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.septum.api.WiringError;

/**
 * The number of threads with which oneDNN computes for the calling thread. It is OpenMP's, and JavaCPP has no binding of
 * OpenMP's functions; but it can find a function's address, and it calls a function by its address when it gives an object
 * back.
 */
public final class Threads {

    private static final String OPENMP = "libgomp.so.1";
    private static final String FUNCTION = "omp_set_num_threads";

    private Threads() {}

    /** An object whose release calls a native function. */
    private static final class Call extends Pointer {
        Call() {
            super((Pointer) null);
        }
    }

    /**
     * @throws WiringError if the number is not that of OpenMP and cannot be set
     */
    public static void set(int threads) {
        Optional<Pointer> function = find();
        if (function.isPresent()) {
            call(function.get(), threads);
        } else if (threads != byDefault()) {
            throw new WiringError("runtime.threads: the OpenMP of this system cannot be told to use " + threads
                    + " threads; leave it out and set the environment variable OMP_NUM_THREADS");
        }
    }

    private static int byDefault() {
        String given = System.getenv("OMP_NUM_THREADS");
        return given != null && given.matches("\\d+")
                ? Integer.parseInt(given)
                : Runtime.getRuntime().availableProcessors();
    }

    /** The library is loaded already; naming it again makes its functions visible. */
    private static Optional<Pointer> find() {
        try {
            Loader.loadGlobal(OPENMP);
            return Optional.ofNullable(Loader.addressof(FUNCTION));
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static void call(Pointer function, int argument) {
        try {
            Method init = Pointer.class.getDeclaredMethod("init", long.class, long.class, long.class, long.class);
            init.setAccessible(true);
            Call call = new Call();
            init.invoke(call, argument, 0, argument, function.address());
            call.deallocate();
        } catch (ReflectiveOperationException e) {
            throw new WiringError("JavaCPP is not the version that the backend onednn was built with", e);
        }
    }
}
