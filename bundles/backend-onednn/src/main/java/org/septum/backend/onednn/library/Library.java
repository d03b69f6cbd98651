// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.library;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.septum.common.machine.LibraryFolder;

/** The native library: whether it can be used here, and what it is. It is loaded on first use. */
public final class Library {

    private static Optional<String> obstacle;

    private Library() {}

    /** Why oneDNN cannot be used on this machine; empty if it can. */
    public static synchronized Optional<String> obstacle() {
        if (obstacle == null) {
            obstacle = Optional.ofNullable(findObstacle());
        }
        return obstacle;
    }

    private static String findObstacle() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        if (!architecture.equals("amd64") && !architecture.equals("x86_64")) {
            return "it is made for x86-64 processors, and this one is " + architecture;
        }
        try {
            Optional<String> danger = load();
            if (danger.isPresent()) {
                return danger.get();
            }
        } catch (LinkageError | IOException | RuntimeException e) {
            return "its native library cannot be loaded: " + origin(e) + hint(origin(e));
        }
        if (!has(dnnl.dnnl_cpu_isa_avx512_core)) {
            return "the processor, or the limit set by ONEDNN_MAX_CPU_ISA, is without AVX-512; the best that can be used is "
                    + instructions();
        }
        return null;
    }

    private static String hint(Throwable failure) {
        if (new File("/lib/ld-musl-x86_64.so.1").exists()) {
            return "; this system uses musl, and the library needs glibc";
        }
        return failure instanceof UnsatisfiedLinkError
                ? "; the folder that it is unpacked into needs room for 100 MB, and files in it must be executable (not"
                        + " mounted with noexec); another one is named with SEPTUM_JAVA_OPTS=-D"
                        + LibraryFolder.PROPERTY + "=FOLDER"
                : "";
    }

    /** JavaCPP says at first only that there is no library on Java's path; what went wrong with its own is a cause of that. */
    private static Throwable origin(Throwable failure) {
        return failure.getCause() == null ? failure : origin(failure.getCause());
    }

    /**
     * A bundle's libraries have no file of their own, and JavaCPP would unpack those of all bundles into one folder, where
     * they overwrite each other: each version gets its own.
     *
     * @return why they were not loaded from the folder that JavaCPP took in its place, where it could not be written
     */
    private static Optional<String> load() throws IOException {
        String application = System.getProperty("septum.app");
        String before = System.getProperty(LibraryFolder.PROPERTY);
        if (application != null && before == null) {
            System.setProperty(
                    LibraryFolder.PROPERTY,
                    application + "/native/onednn-" + Loader.getVersion("org.bytedeco", "dnnl"));
        }
        try {
            Path folder = Loader.getCacheDir().toPath();
            boolean given = before != null
                    || application != null
                            && folder.startsWith(Path.of(application).toRealPath());
            Optional<String> danger = given ? Optional.empty() : LibraryFolder.obstacle(folder);
            if (danger.isEmpty()) {
                Loader.load(dnnl.class);
            }
            return danger;
        } finally {
            if (application != null && before == null) {
                System.clearProperty(LibraryFolder.PROPERTY);
            }
        }
    }

    /** Whether the processor multiplies bfloat16 matrices in hardware: AVX-512 BF16 or AMX. */
    public static boolean hasBfloat16() {
        return obstacle().isEmpty() && has(dnnl.dnnl_cpu_isa_avx512_core_bf16);
    }

    /** The library's version, for example 3.13.0. */
    public static String version() {
        dnnl_version_t version = dnnl.dnnl_version();
        return version.major() + "." + version.minor() + "." + version.patch();
    }

    /** The best instruction set in use. */
    public static String instructions() {
        if (has(dnnl.dnnl_cpu_isa_avx512_core_amx)) {
            return "AVX-512 with AMX";
        }
        if (has(dnnl.dnnl_cpu_isa_avx512_core_bf16)) {
            return "AVX-512 with bfloat16";
        }
        return has(dnnl.dnnl_cpu_isa_avx512_core) ? "AVX-512" : "AVX2 or less";
    }

    /** oneDNN's instruction sets are sets of bits, a later one containing those before. */
    private static boolean has(int instructions) {
        return (dnnl.dnnl_get_effective_cpu_isa() & instructions) == instructions;
    }
}
