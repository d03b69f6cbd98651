// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.VolumeFormat;
import org.septum.api.data.VolumeFormatFactory;

/** Creates the format of PNG, JPEG and TIFF pictures. */
@Component
@PluginType("picture")
public final class PictureFormatFactory implements VolumeFormatFactory {

    @Override
    public String summary() {
        return "PNG, JPEG or TIFF pictures in, masks and probabilities as grey PNG out";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public VolumeFormat create(Arguments arguments) {
        return new PictureFormat();
    }
}
