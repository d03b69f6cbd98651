// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.overlap;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;
import org.septum.metrics.Units;

/** Creates the share of correctly classified pixels. */
@Component
@PluginType("pixel-accuracy")
public final class PixelAccuracyFactory implements MetricFactory {

    @Override
    public String summary() {
        return "share of pixels with the right class, 0 to 1; high wherever there is much background";
    }

    @Override
    public Options options() {
        return Options.of(Units.option());
    }

    @Override
    public Metric create(Arguments arguments) {
        return new PixelAccuracy(Units.of(arguments));
    }
}
