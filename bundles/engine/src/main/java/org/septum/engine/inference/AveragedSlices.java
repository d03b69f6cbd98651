// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.engine.sample.ActiveHead;

/**
 * The same slices as several models predict them, averaged at the image's own pixels: the models may see them on other grids.
 *
 * @param members the slices of each model, in one order
 * @param heads those of the first model; the others' have the same names and classes
 */
public record AveragedSlices(List<Iterator<PredictedSlice>> members, List<ActiveHead> heads, Averaging averaging)
        implements Iterator<PredictedSlice> {

    @Override
    public boolean hasNext() {
        return members.get(0).hasNext();
    }

    @Override
    public PredictedSlice next() {
        List<PredictedSlice> slices = members.stream().map(Iterator::next).toList();
        return slices.size() == 1 ? slices.get(0) : new Averaged(slices);
    }

    private final class Averaged implements PredictedSlice {

        private final List<PredictedSlice> slices;

        Averaged(List<PredictedSlice> slices) {
            this.slices = slices;
        }

        @Override
        public int height() {
            return slices.get(0).height();
        }

        @Override
        public int width() {
            return slices.get(0).width();
        }

        @Override
        public Map<String, ImageLogits> next(int rows) {
            List<Map<String, ImageLogits>> parts =
                    slices.stream().map(slice -> slice.next(rows)).toList();
            Map<String, ImageLogits> averaged = new LinkedHashMap<>();
            for (ActiveHead head : heads) {
                List<ImageLogits> ofHead =
                        parts.stream().map(part -> part.get(head.name())).toList();
                averaged.put(head.name(), averaging.average(head, ofHead, rows * width()));
            }
            return averaged;
        }
    }
}
