// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.library;

import java.io.File;
import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.septum.api.WiringError;
import org.septum.common.machine.LibraryFolder;

/** Brings ND4J up once in the process, on its own class loader. */
public final class Nd4jRuntime {

    private static boolean started;

    private Nd4jRuntime() {}

    /**
     * Starts ND4J on first use. Its backends are found through the context class loader, which in a bundle is another.
     *
     * @throws WiringError if ND4J or its native library cannot be loaded
     */
    public static synchronized void start() {
        if (started) {
            return;
        }
        checkFolder();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader own = Nd4j.class.getClassLoader();
        thread.setContextClassLoader(own);
        try {
            ND4JClassLoading.setNd4jClassloader(own);
            Nd4j.getBackend();
            // Matrix products are called from Septum's own compute threads, each for its part of the work.
            openblas.blas_set_num_threads(1);
        } catch (RuntimeException | LinkageError e) {
            throw new WiringError("ND4J cannot be started with " + NativeLibrary.describe() + ": " + reason(e), e);
        } finally {
            thread.setContextClassLoader(before);
        }
        started = true;
    }

    /** Without a folder, ND4J says so itself. */
    private static void checkFolder() {
        if (System.getProperty(LibraryFolder.PROPERTY) != null) {
            return;
        }
        try {
            LibraryFolder.obstacle(Loader.getCacheDir().toPath()).ifPresent(danger -> {
                throw new WiringError("ND4J is not started: " + danger);
            });
        } catch (IOException e) {
            return;
        }
    }

    private static String reason(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root + (root instanceof UnsatisfiedLinkError ? whereUnpacked() : "");
    }

    /** What the folder must be like from which the libraries are loaded. */
    private static String whereUnpacked() {
        try {
            File folder = Loader.getCacheDir();
            return "; it is unpacked into " + folder + ", where " + (folder.getUsableSpace() >> 20)
                    + " MB are free and files must be executable (not mounted with noexec); another folder is named with"
                    + " SEPTUM_JAVA_OPTS=-D" + LibraryFolder.PROPERTY + "=FOLDER";
        } catch (IOException e) {
            return "; there is no folder to unpack it into: " + e.getMessage();
        }
    }

    /** What computes, in a line. */
    public static String description(int threads) {
        start();
        return "ND4J " + version() + ", " + Nd4j.getBackend().getClass().getSimpleName() + ", "
                + NativeLibrary.describe() + ", float32, " + threads + (threads == 1 ? " thread" : " threads");
    }

    public static String version() {
        Package own = Nd4j.class.getPackage();
        String version = own == null ? null : own.getImplementationVersion();
        return version == null ? "1.0.0-M2.1" : version;
    }

    /** Sets the number of threads of ND4J's loops, and of oneDNN's for the calling thread. */
    public static void setThreads(int threads) {
        Nd4j.getEnvironment().setMaxThreads(threads);
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    }
}
