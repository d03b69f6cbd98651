// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.html;

import java.time.Clock;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.report.Reporter;
import org.septum.api.report.ReporterFactory;
import org.septum.services.compare.PairedIntervals;

/** Publishes {@link HtmlReporter} as {@code html}. */
@Component
@PluginType("html")
public final class HtmlFactory implements ReporterFactory {

    /** Says how sure changes of scores are; may be missing. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile PairedIntervals intervals;

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
        return new HtmlReporter(arguments.whole("slices"), Optional.ofNullable(intervals), Clock.systemDefaultZone());
    }
}
