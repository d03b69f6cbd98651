// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.clinical;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;
import org.septum.metrics.EmptyValue;

/**
 * Creates the mass in g of the myocardium: its volume at end-diastole times 1.05 g/ml, as predicted and as in the truth
 * (J. Schulz-Menger et al., "Standardized image interpretation and post processing in cardiovascular magnetic resonance",
 * Journal of Cardiovascular Magnetic Resonance 15, 2013).
 */
@Component
@PluginType("myocardial-mass")
public final class MyocardialMassFactory implements MetricFactory {

    /** The density of myocardium in g/ml. */
    private static final double DENSITY = 1.05;

    @Override
    public String summary() {
        return "mass in g of the myocardium at ED: predicted, reference, error, with bias and limits of agreement";
    }

    @Override
    public Options options() {
        return ClinicalMetric.options(
                "myocardium",
                "the myocardium, or a list: the mass of each",
                List.of("zero", "skip"),
                "the mass where the myocardium is empty: 0 g, or undefined and left out of means");
    }

    @Override
    public Metric create(Arguments arguments) {
        EmptyValue empty = EmptyValue.of(arguments);
        return new ClinicalMetric(
                arguments,
                empty.rule("where the myocardium is empty") + "; undefined for a patient without a volume of phase ED",
                List.of(new ClinicalMetric.Quantity(
                        "", (diastole, systole) -> ClinicalMetric.amount(DENSITY * diastole, empty))));
    }
}
