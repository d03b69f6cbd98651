// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.septum.api.backend.Backend;

/**
 * The built bundle of the backend onednn. Its classes are loaded from the jar, as in the framework: it has a JavaCPP of its
 * own, which must not meet ND4J's on the class path.
 */
public final class OnednnBundle extends URLClassLoader {

    private OnednnBundle(URL jar) {
        super(new URL[] {jar}, OnednnBundle.class.getClassLoader());
    }

    /** The backend; empty where the bundle has not been packaged yet, as by {@code mvn test}. */
    public static Optional<Backend> backend() throws ReflectiveOperationException {
        Optional<URL> jar = jar();
        if (jar.isEmpty()) {
            return Optional.empty();
        }
        Class<?> factory = new OnednnBundle(jar.get()).loadClass("org.septum.backend.onednn.OnednnFactory");
        return Optional.of((Backend) factory.getMethod("backend").invoke(null));
    }

    private static Optional<URL> jar() {
        Path target = Path.of("../backend-onednn/target");
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("backend-onednn-.*\\.jar"))
                    .findFirst()
                    .map(OnednnBundle::url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("org.bytedeco.")
                && !name.startsWith("org.septum.backend.onednn.")
                && !name.startsWith("org.septum.backend.common.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : findClass(name);
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : super.getResource(name);
    }
}
