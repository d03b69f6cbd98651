// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.phantom;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.Dataset;
import org.septum.api.data.DatasetFactory;

/**
 * Creates synthetic short-axis cardiac slices with the labels background, rv, myocardium and lv: no download, and as many
 * patients as wanted.
 */
@Component
@PluginType("phantom")
public final class PhantomFactory implements DatasetFactory {

    @Override
    public String summary() {
        return "synthetic short-axis cardiac slices: right ventricle, myocardium and left-ventricle cavity";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.whole("patients", 1, 100_000, "how many hearts are drawn; each is a group of its own")
                        .or(20),
                Option.whole("slices", 1, 64, "slices of each patient, from base to apex")
                        .or(6),
                new Option(
                        "size",
                        new OptionType.Listing(new OptionType.Whole(16, 4096), 2, 2),
                        Option.Necessity.DEFAULTED,
                        List.of(128L, 128L),
                        "height and width in pixels; the shorter one shows 192 mm"),
                Option.whole(
                                "seed",
                                Long.MIN_VALUE,
                                Long.MAX_VALUE,
                                "the seed of the anatomy and the noise; it is not the experiment's, so that all runs see"
                                        + " the same data")
                        .or(1),
                Option.real(
                                "noise",
                                0,
                                1,
                                "mean standard deviation of the Rician noise, where the brightest blood is 1; patients"
                                        + " have 0.6 to 1.4 times this")
                        .or(0.04));
    }

    @Override
    public Dataset create(Arguments arguments) {
        List<Long> size = arguments.list("size", Long.class);
        return new PhantomDataset(
                arguments.whole("patients"),
                arguments.whole("slices"),
                size.get(0).intValue(),
                size.get(1).intValue(),
                arguments.wholeLong("seed"),
                arguments.real("noise"));
    }
}
