// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.VolumeFormat;
import org.septum.api.data.VolumeFormatFactory;

/** Creates the format of .nii and .nii.gz files. */
@Component
@PluginType("nifti")
public final class NiftiFormatFactory implements VolumeFormatFactory {

    @Override
    public String summary() {
        return "NIfTI volumes (.nii, .nii.gz) in, masks and probabilities as .nii.gz in the same geometry out";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public VolumeFormat create(Arguments arguments) {
        return new NiftiFormat();
    }
}
