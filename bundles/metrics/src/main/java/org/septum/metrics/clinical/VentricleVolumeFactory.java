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
 * Creates the volume in ml of a ventricle at end-diastole (columns {@code ed}) and end-systole ({@code es}), as predicted
 * and as in the truth: its voxels times their volume, without a correction at base and apex (O. Bernard et al., "Deep
 * learning techniques for automatic MRI cardiac multi-structures segmentation and diagnosis: is the problem solved?", IEEE
 * Transactions on Medical Imaging 37(11), 2018).
 */
@Component
@PluginType("ventricle-volume")
public final class VentricleVolumeFactory implements MetricFactory {

    @Override
    public String summary() {
        return "volume in ml of a ventricle at ED and ES: predicted, reference, error, with bias and limits of agreement";
    }

    @Override
    public Options options() {
        return ClinicalMetric.options(
                "lv",
                "the cavity of a ventricle, or a list: volumes of each",
                List.of("zero", "skip"),
                "the volume where the ventricle is empty: 0 ml, or undefined and left out of means");
    }

    @Override
    public Metric create(Arguments arguments) {
        EmptyValue empty = EmptyValue.of(arguments);
        return new ClinicalMetric(
                arguments,
                empty.rule("where the ventricle is empty") + "; undefined for a patient without a volume of that phase",
                List.of(
                        new ClinicalMetric.Quantity(
                                "ed", (diastole, systole) -> ClinicalMetric.amount(diastole, empty)),
                        new ClinicalMetric.Quantity(
                                "es", (diastole, systole) -> ClinicalMetric.amount(systole, empty))));
    }
}
