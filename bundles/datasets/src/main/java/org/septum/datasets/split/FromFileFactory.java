// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.Split;
import org.septum.api.data.SplitFactory;

/** Creates splits that a text file lists; {@link PartFile} says how it is written. */
@Component
@PluginType("from-file")
public final class FromFileFactory implements SplitFactory {

    @Override
    public String summary() {
        return "divides as a text file says, which names every group (patient) or every sample";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.text(
                        "file",
                        "a text file: first the line 'part,group' or 'part,sample', then for each group or sample of the"
                                + " dataset a line such as 'test,patient001'; parts are train, validation and test"),
                Leaks.OPTION);
    }

    @Override
    public Split create(Arguments arguments) {
        return new FromFile(arguments);
    }
}
