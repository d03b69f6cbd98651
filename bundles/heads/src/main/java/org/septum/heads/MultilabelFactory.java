// SPDX-License-Identifier: Apache-2.0
package org.septum.heads;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.head.Head;
import org.septum.api.head.HeadFactory;

/** The head {@code multilabel}: {@link MultilabelHead}. */
@Component
@PluginType("multilabel")
public final class MultilabelFactory implements HeadFactory {

    @Override
    public String summary() {
        return "one logit per region and pixel: regions are sets of labels and may overlap";
    }

    @Override
    public Options options() {
        return Options.of(MultilabelHead.OPTION, PixelClassifier.INITIALIZATION);
    }

    @Override
    public Head create(Arguments arguments) {
        return new MultilabelHead(arguments);
    }
}
