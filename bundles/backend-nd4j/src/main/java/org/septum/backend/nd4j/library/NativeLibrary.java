// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.library;

import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;

/** Finds out which CPU build of ND4J's native library is on the class path, without loading it. */
public final class NativeLibrary {

    private static final String BUILD = "org/nd4j/linalg/cpu/nativecpu/CpuBackend.class";
    private static final List<String> EXTENSIONS =
            List.of("-onednn-avx512", "-onednn-avx2", "-onednn", "-avx512", "-avx2", "");

    private NativeLibrary() {}

    public static boolean cpuBuildOnClassPath() {
        return Nd4j.class.getClassLoader().getResource(BUILD) != null;
    }

    /** The build's platform and instruction set, and whether it has oneDNN. */
    public static String describe() {
        String platform = Loader.getPlatform();
        for (String extension : EXTENSIONS) {
            String library = "org/nd4j/linalg/cpu/nativecpu/bindings/" + platform + extension + "/"
                    + System.mapLibraryName("nd4jcpu");
            if (Nd4j.class.getClassLoader().getResource(library) != null) {
                boolean oneDnn = extension.contains("onednn");
                return "native library " + platform + extension + (oneDnn ? " with oneDNN" : " without oneDNN");
            }
        }
        return "no native library for " + platform;
    }
}
