// SPDX-License-Identifier: Apache-2.0
package org.septum.heads;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.head.Head;
import org.septum.api.head.HeadFactory;

/** The head {@code binary}: {@link BinaryHead}. */
@Component
@PluginType("binary")
public final class BinaryFactory implements HeadFactory {

    @Override
    public String summary() {
        return "one logit per pixel: positive or background";
    }

    @Override
    public Options options() {
        return Options.of(
                new Option(
                        "positive",
                        new OptionType.Listing(new OptionType.Text(), 1, Integer.MAX_VALUE),
                        Option.Necessity.OPTIONAL,
                        null,
                        "the labels that count as positive; may be left out if the dataset has only one besides the background"));
    }

    @Override
    public Head create(Arguments arguments) {
        return new BinaryHead(arguments);
    }
}
