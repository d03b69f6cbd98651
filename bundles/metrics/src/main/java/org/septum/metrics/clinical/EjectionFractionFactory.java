// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.clinical;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;
import org.septum.api.metric.Score;
import org.septum.metrics.EmptyValue;

/**
 * Creates the ejection fraction in percent, 100 (EDV - ESV) / EDV of a ventricle's volume EDV at end-diastole and ESV at
 * end-systole, as predicted and as in the truth (O. Bernard et al., "Deep learning techniques for automatic MRI cardiac
 * multi-structures segmentation and diagnosis: is the problem solved?", IEEE Transactions on Medical Imaging 37(11),
 * 2018). The error is in percentage points.
 */
@Component
@PluginType("ejection-fraction")
public final class EjectionFractionFactory implements MetricFactory {

    @Override
    public String summary() {
        return "ejection fraction in percent: predicted, reference, error, with bias and limits of agreement";
    }

    @Override
    public Options options() {
        return ClinicalMetric.options(
                "lv",
                "the cavity of a ventricle, or a list: one ejection fraction for each",
                List.of("skip", "zero"),
                "the ejection fraction where the ventricle is empty at ED or ES, which leaves it unknown: undefined"
                        + " and left out of means, or 0");
    }

    @Override
    public Metric create(Arguments arguments) {
        EmptyValue empty = EmptyValue.of(arguments);
        return new ClinicalMetric(
                arguments,
                empty.rule("where the ventricle is empty at ED or ES")
                        + "; undefined for a patient without a volume of phase ED or without one of phase ES",
                List.of(new ClinicalMetric.Quantity("", (diastole, systole) -> fraction(diastole, systole, empty))));
    }

    private static Score fraction(double diastole, double systole, EmptyValue empty) {
        if (Double.isNaN(diastole) || Double.isNaN(systole)) {
            return Score.ofEmpty(Double.NaN);
        }
        return diastole == 0 || systole == 0
                ? Score.ofEmpty(empty.value())
                : Score.of(100 * (diastole - systole) / diastole);
    }
}
