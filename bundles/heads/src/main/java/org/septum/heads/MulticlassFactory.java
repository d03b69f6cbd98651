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

/** The head {@code multiclass}: {@link MulticlassHead}. */
@Component
@PluginType("multiclass")
public final class MulticlassFactory implements HeadFactory {

    @Override
    public String summary() {
        return "one logit per class and pixel: every label is a class, and classes exclude each other";
    }

    @Override
    public Options options() {
        return Options.of(Option.list(
                        "classes",
                        new OptionType.Text(),
                        "every label of the dataset in the order of the logits, the background first; the dataset's"
                                + " own order if left out")
                .optional());
    }

    @Override
    public Head create(Arguments arguments) {
        return new MulticlassHead(arguments);
    }
}
