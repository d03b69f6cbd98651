// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import org.osgi.service.component.annotations.Component;
import org.septum.api.data.Dataset;
import org.septum.api.experiment.Experiment;
import org.septum.engine.survey.DataFingerprint;
import org.septum.engine.survey.DataSurveyor;
import org.septum.engine.survey.Preview;
import org.septum.services.data.ContactSheet;
import org.septum.services.data.DataInspector;
import org.septum.services.data.DataSurvey;
import org.septum.services.data.Fingerprint;

/** Looks at the data that experiments name. */
@Component
public final class ExperimentData implements DataInspector {

    @Override
    public DataSurvey survey(Experiment experiment, Progress progress) {
        try (Dataset dataset = experiment.data().dataset().create(Dataset.class)) {
            return new DataSurveyor(experiment, dataset).survey(progress);
        }
    }

    @Override
    public ContactSheet preview(Experiment experiment, int samples, int epochs) {
        try (Dataset dataset = experiment.data().dataset().create(Dataset.class)) {
            return new Preview(experiment, dataset).sheet(samples, epochs);
        }
    }

    @Override
    public Fingerprint fingerprint(Experiment experiment, Progress progress) {
        try (Dataset dataset = experiment.data().dataset().create(Dataset.class)) {
            return new DataFingerprint(experiment, dataset).take(progress);
        }
    }
}
