// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.console;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.report.Reporter;
import org.septum.api.report.ReporterFactory;
import org.septum.common.machine.Terminal;

/** Publishes {@link ConsoleReporter} as {@code console}. */
@Component
@PluginType("console")
public final class ConsoleFactory implements ReporterFactory {

    private PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    /** The launcher's stream to the terminal: it leads {@code System.out}, to which libraries print, to the log. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, target = "(launcher.offers=out)")
    void setOut(PrintWriter out) {
        this.out = out;
    }

    @Override
    public String summary() {
        return "prints progress, epochs and test scores to the standard output";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.choice(
                                "progress",
                                List.of("auto", "bar", "lines"),
                                "a bar that is redrawn, or plain lines as for a log file; auto draws the bar on a "
                                        + "terminal")
                        .or("auto"),
                Option.real("interval", 0, Double.POSITIVE_INFINITY, "seconds between two plain progress lines")
                        .or(10.0));
    }

    @Override
    public Reporter create(Arguments arguments) {
        String progress = arguments.text("progress");
        boolean bar = progress.equals("bar") || progress.equals("auto") && canRedraw();
        Display display = bar
                ? new ProgressBar(out, Terminal.columns(), ProgressBar.canDrawLines(), System::nanoTime)
                : new ProgressLines(out, arguments.real("interval"), System::nanoTime);
        return new ConsoleReporter(display, new Style(bar && Style.isWelcome()), System::nanoTime);
    }

    /** Whether someone watches, at a terminal that can move the cursor back. */
    private static boolean canRedraw() {
        return Terminal.isAttached() && !"dumb".equals(System.getenv("TERM"));
    }
}
