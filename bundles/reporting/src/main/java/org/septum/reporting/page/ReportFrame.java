// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.page;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.septum.common.page.Markup;
import org.septum.common.page.PageFrame;

/** The look of the pages about a run and about data, which are written at some time. */
public final class ReportFrame {

    public static final PageFrame FRAME = new PageFrame(ReportFrame.class, "report");

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT);

    private ReportFrame() {}

    /** Writes the header: what kind of page it is, its name, how things stand, and when that was. */
    public static void header(Markup page, String kind, String name, String status, Clock clock) {
        PageFrame.header(
                page,
                kind,
                name,
                status + "; written " + ZonedDateTime.now(clock).format(MINUTE));
    }
}
