// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.csv;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.report.Reporter;
import org.septum.api.report.ReporterFactory;

/** Publishes {@link CsvReporter} as {@code csv}. */
@Component
@PluginType("csv")
public final class CsvFactory implements ReporterFactory {

    @Override
    public String summary() {
        return "writes metrics.csv, cases.csv and steps.csv into the run directory";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public Reporter create(Arguments arguments) {
        return new CsvReporter();
    }
}
