// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.net.URL;
import org.nd4j.linalg.factory.Nd4j;

/** Finds out which build of ND4J's native library is in use. */
final class NativeLibrary {

    private NativeLibrary() {}

    /** The jar the library comes from and whether it has oneDNN, in a line. */
    static String describe() {
        ClassLoader loader = Nd4j.class.getClassLoader();
        String platform =
                System.getProperty("org.bytedeco.javacpp.platform", org.bytedeco.javacpp.Loader.getPlatform());
        for (String build : new String[] {"-onednn-avx512", "-onednn-avx2", "-onednn", "-avx512", "-avx2", ""}) {
            String folder = "org/nd4j/linalg/cpu/nativecpu/bindings/" + platform + build + "/";
            URL found = loader.getResource(folder + System.mapLibraryName("nd4jcpu"));
            if (found != null) {
                return platform
                        + build
                        + (build.contains("onednn") ? " (with oneDNN)" : " (without oneDNN: convolutions are slow)");
            }
        }
        return "no CPU build for " + platform + " on the class path";
    }
}
