// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.septum.launcher.StartScript;
import org.septum.launcher.TestBundle;

/** The real launcher starts no plugin that its lock does not list as it is. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PluginsLockIT {

    @TempDir
    private Path folder;

    private static TestBundle plugin(String text) {
        return new TestBundle("test.locked")
                .header("Import-Package", "org.osgi.framework")
                .header("Bundle-Activator", "test.locked.Activator")
                .source(
                        "Activator",
                        "implements org.osgi.framework.BundleActivator {"
                                + " public void start(org.osgi.framework.BundleContext context) throws Exception {"
                                + "   java.nio.file.Files.createFile(java.nio.file.Path.of(\"started " + text
                                + "\")); }"
                                + " public void stop(org.osgi.framework.BundleContext context) {} }");
    }

    @Test
    void aChangedOrUnlistedPluginIsRefused() throws Exception {
        StartScript septum = new StartScript(Path.of("septum").toAbsolutePath(), folder);
        Path jar = folder.resolve("plugins/locked.jar");
        plugin("first").write(jar);

        StartScript.Result locked = septum.run("plugins", "--lock");
        assertThat(locked.code()).isZero();
        assertThat(locked.out()).contains("plugins.lock");
        assertThat(folder.resolve("started first")).doesNotExist();
        septum.trustPlugins();
        septum.run("plugins");
        assertThat(folder.resolve("started first")).exists();

        plugin("second").write(jar);
        septum.trustPlugins();
        StartScript.Result changed = septum.run("plugins");
        assertThat(changed.code()).isEqualTo(3);
        assertThat(folder.resolve("started second")).doesNotExist();
        assertThat(changed.err()).contains("plugins/locked.jar: its SHA-256 is").contains("Put the listed jar back");

        Files.delete(folder.resolve("plugins.lock"));
        StartScript.Result none =
                septum.with("SEPTUM_PLUGINS_LOCK", "required").run("plugins", "--plugins", "plugins/locked.jar");
        assertThat(none.code()).isEqualTo(3);
        assertThat(folder.resolve("started second")).doesNotExist();
        assertThat(none.err()).contains("SEPTUM_PLUGINS_LOCK requires one");
    }
}
