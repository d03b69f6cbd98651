// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import org.osgi.framework.FrameworkUtil;
import picocli.CommandLine.IVersionProvider;

/** The version of the bundle with the commands. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"septum " + FrameworkUtil.getBundle(Version.class).getVersion()};
    }
}
