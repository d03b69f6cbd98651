// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.html;

import java.time.Clock;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.report.Reporter;
import org.septum.api.report.ReporterFactory;

/** Publishes {@link HtmlReporter} as {@code html}. */
@Component
@PluginType("html")
public final class HtmlFactory implements ReporterFactory {

    @Override
    public String summary() {
        return "writes report.html, one file with learning curves, test scores and pictures of cases";
    }

    @Override
    public Options options() {
        return Options.of(Option.whole("slices", 1, 100, "how many slices of each pictured case are shown at most")
                .or(3));
    }

    @Override
    public Reporter create(Arguments arguments) {
        return new HtmlReporter(arguments.whole("slices"), Clock.systemDefaultZone());
    }
}
