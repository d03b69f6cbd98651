// SPDX-License-Identifier: Apache-2.0
package org.septum.training.schedule;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Schedule;
import org.septum.api.training.ScheduleFactory;

/** The schedule {@code polynomial}: (1 - share of steps done)^power. L.-C. Chen et al., "DeepLab: Semantic Image Segmentation with
 * Deep Convolutional Nets, Atrous Convolution, and Fully Connected CRFs", TPAMI 2018; nnU-Net's schedule, there epoch by epoch. */
@Component
@PluginType("polynomial")
public final class PolynomialFactory implements ScheduleFactory {

    private static final Option POWER = Option.real(
                    "power", 0.01, 100, "1 is a straight line; the default is that of DeepLab and nnU-Net")
            .or(0.9);

    @Override
    public String summary() {
        return "falls to zero over the whole run as a power of the share left (DeepLab, nnU-Net)";
    }

    @Override
    public Options options() {
        return Options.of(POWER);
    }

    @Override
    public Schedule create(Arguments arguments) {
        double power = arguments.real(POWER.name());
        return progress -> Math.pow(1 - progress.share(), power);
    }
}
