// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.survey;

import java.time.Clock;
import org.osgi.service.component.annotations.Component;
import org.septum.services.data.DataPage;
import org.septum.services.data.DataSurvey;

/** Writes surveys in the look of {@code report.html}. */
@Component
public final class SurveyPageWriter implements DataPage {

    @Override
    public String html(DataSurvey survey) {
        return new SurveyPage(survey, Clock.systemDefaultZone()).html();
    }
}
