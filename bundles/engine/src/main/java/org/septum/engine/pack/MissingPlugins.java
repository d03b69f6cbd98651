// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.pack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.common.text.ShellWord;
import org.septum.engine.record.InstalledBundles;

/** Which of the plugins that a packed run used are not installed, and what the user can do about it. */
public record MissingPlugins(InstalledBundles installed, Path pack) {

    /**
     * Looks for each plugin's jar by its hash.
     *
     * @param locked whether another jar, of a bundle of that name, will not do
     * @throws WiringError if there is no bundle of that name
     * @throws UserError if there is another jar of it, and it will not do
     */
    public void check(List<PackedPlugin> plugins, boolean locked) {
        List<String> missing = new ArrayList<>();
        List<String> other = new ArrayList<>();
        for (PackedPlugin plugin : plugins) {
            if (installed.jar(plugin.sha256()).isEmpty()) {
                List<String> present = installed.named(plugin.name());
                if (present.isEmpty()) {
                    missing.add(wanted(plugin));
                } else {
                    other.add(wanted(plugin) + ", installed is " + String.join(" and ", present));
                }
            }
        }
        if (!missing.isEmpty()) {
            missing.addAll(other);
            throw new WiringError(
                    message(
                            "the run used plugins that are not installed",
                            missing,
                            "Plugins are programs, and nothing in a pack is run by itself. If you trust their makers, take them"));
        }
        if (locked && !other.isEmpty()) {
            throw new UserError(message(
                    "the run used other plugins than are installed",
                    other,
                    "Without --locked, the installed ones are used. To use the run's, take the jars of the installed ones"
                            + " away and, if you trust their makers, the run's"));
        }
    }

    private static String wanted(PackedPlugin plugin) {
        return plugin.label() + ", SHA-256 " + plugin.sha256() + ", in the pack as " + plugin.entry();
    }

    private String message(String what, List<String> plugins, String instead) {
        return pack + ": " + what + ":\n  - " + String.join("\n  - ", plugins) + "\n  " + instead
                + " out of the pack into plugins/, whose jars every command in this folder loads once you have trusted them,"
                + " and repeat the command:\n    septum pack --extract-plugins " + ShellWord.of(pack)
                + "\n    septum plugins trust";
    }
}
