// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.septum.api.data.Image;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;
import org.septum.common.text.Words;
import org.septum.engine.setup.Setup;

/** What is allowed and yet seldom meant, from an experiment beside its data. */
public record Hints(Setup setup) {

    /** A sentence for each. */
    public List<String> all() {
        List<String> hints = new ArrayList<>();
        transposed().ifPresent(hints::add);
        sliced().ifPresent(hints::add);
        return hints;
    }

    /** Height and width, where most images are the other way round. */
    private Optional<String> transposed() {
        int height = setup.experiment().data().height();
        int width = setup.experiment().data().width();
        List<SampleInfo> samples = setup.dataset().samples();
        int upright = Integer.signum(height - width);
        long other = samples.stream()
                .filter(info -> {
                    Image image = setup.evaluating().load(info).image();
                    return Integer.signum(image.height() - image.width()) == -upright;
                })
                .count();
        return upright == 0 || 2 * other <= samples.size()
                ? Optional.empty()
                : Optional.of(setup.experiment().data().sizeLocation() + ": data.size is [" + height + ", " + width
                        + "], height before width, but " + other + " of " + Words.count(samples.size(), "image")
                        + " are "
                        + (upright > 0 ? "wider than high" : "higher than wide") + "; [" + width + ", " + height
                        + "] keeps their shape better");
    }

    /** Slices that lie nearer to one another than the pixels in them, where stacks are cut the other way. */
    private Optional<String> sliced() {
        List<Spacing> spacings = setup.dataset().samples().stream()
                .flatMap(info -> info.spacing().stream())
                .toList();
        List<Spacing> finest = spacings.stream()
                .filter(spacing -> spacing.slice() < 0.999 * Math.min(spacing.row(), spacing.column()))
                .toList();
        if (finest.isEmpty() || 2 * finest.size() <= spacings.size()) {
            return Optional.empty();
        }
        Spacing first = finest.get(0);
        return Optional.of(setup.experiment().data().dataset().arguments().location() + ": the slices lie "
                + first.slice() + " mm apart, nearer than their pixels (" + first.row() + " x " + first.column()
                + " mm): volumes are mostly cut along the other axes, into slices of the finest pixels");
    }
}
