// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.septum.api.data.Spacing;
import org.septum.services.data.Fingerprint;
import org.septum.services.data.Fingerprint.Case;
import org.septum.services.data.Fingerprint.Extent;
import org.septum.services.data.Fingerprint.Intensity;
import org.septum.services.data.Fingerprint.Structure;

/** A fingerprint as JSON's maps, lists and values; what is not known is null. */
final class FingerprintText {

    private FingerprintText() {}

    static Map<String, Object> of(Fingerprint fingerprint) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("fingerprint", 1);
        all.put("scope", fingerprint.scope());
        all.put("training_part_only", fingerprint.training());
        all.put("channels", fingerprint.channels());
        all.put("channel_names", fingerprint.channelNames());
        all.put("labels", fingerprint.labels());
        all.put("median_spacing_mm", spacing(fingerprint.cases()));
        all.put("median_shape", median(fingerprint.cases(), Case::shape));
        all.put("median_cropped_shape", median(fingerprint.cases(), Case::cropped));
        all.put("class_shares", shares(fingerprint));
        all.put("median_structures", structures(fingerprint));
        all.put("foreground_intensities", intensities(fingerprint.foreground()));
        all.put(
                "cases",
                fingerprint.cases().stream().map(FingerprintText::ofCase).toList());
        return all;
    }

    private static Map<String, Object> shares(Fingerprint fingerprint) {
        Map<String, Object> shares = new LinkedHashMap<>();
        for (int label = 0; label < fingerprint.labels().size(); label++) {
            shares.put(fingerprint.labels().get(label), fingerprint.share(label));
        }
        return shares;
    }

    /** Of the cases that have the label. */
    private static Map<String, Object> structures(Fingerprint fingerprint) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < fingerprint.labels().size() - 1; i++) {
            int index = i;
            List<Structure> present = fingerprint.cases().stream()
                    .map(each -> each.structures().get(index))
                    .filter(structure -> structure.pixels() > 0)
                    .toList();
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("cases", present.size());
            List<String> units =
                    present.stream().map(Structure::unit).distinct().toList();
            if (units.size() == 1) {
                map.put("median", median(present, Structure::size));
                map.put("unit", units.get(0));
            } else if (!present.isEmpty()) {
                map.put("median", median(present, Structure::pixels));
                map.put("unit", "pixels");
            }
            all.put(fingerprint.labels().get(i + 1), map);
        }
        return all;
    }

    private static Object spacing(List<Case> cases) {
        List<Spacing> known =
                cases.stream().flatMap(each -> each.spacing().stream()).toList();
        return known.size() < cases.size()
                ? null
                : spacing(median(known, Spacing::slice), median(known, Spacing::row), median(known, Spacing::column));
    }

    private static List<Object> spacing(Object slice, Object row, Object column) {
        List<Object> list = new ArrayList<>();
        list.add(slice);
        list.add(row);
        list.add(column);
        return list;
    }

    private static List<Object> median(List<Case> cases, Function<Case, Extent> of) {
        List<Extent> extents = cases.stream().map(of).toList();
        return spacing(
                median(extents, Extent::slices), median(extents, Extent::height), median(extents, Extent::width));
    }

    private static <T> Object median(List<T> all, ToDoubleFunction<T> of) {
        double[] sorted = all.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return number(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    private static Map<String, Object> ofCase(Case each) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("volume", each.volume());
        map.put("group", each.group());
        map.put(
                "spacing_mm",
                each.spacing()
                        .map(spacing ->
                                spacing(number(spacing.slice()), number(spacing.row()), number(spacing.column())))
                        .orElse(null));
        map.put("shape", extent(each.shape()));
        map.put("cropped_shape", extent(each.cropped()));
        map.put("foreground_box", extent(each.marked()));
        Map<String, Object> structures = new LinkedHashMap<>();
        each.structures().forEach(structure -> structures.put(structure.label(), ofStructure(structure)));
        map.put("structures", structures);
        map.put("foreground_intensities", intensities(each.foreground()));
        return map;
    }

    private static Map<String, Object> ofStructure(Structure structure) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("pixels", structure.pixels());
        map.put("size", number(structure.size()));
        map.put("unit", structure.unit());
        return map;
    }

    private static List<Integer> extent(Extent extent) {
        return List.of(extent.slices(), extent.height(), extent.width());
    }

    private static List<Object> intensities(List<Intensity> channels) {
        return IntStream.range(0, channels.size())
                .mapToObj(channel -> (Object) intensity(channels.get(channel)))
                .toList();
    }

    private static Map<String, Object> intensity(Intensity intensity) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("pixels", intensity.pixels());
        map.put("mean", number(intensity.mean()));
        map.put("sd", number(intensity.deviation()));
        map.put("median", number(intensity.median()));
        map.put("min", number(intensity.least()));
        map.put("max", number(intensity.greatest()));
        map.put("percentile_00_5", number(intensity.low()));
        map.put("percentile_99_5", number(intensity.high()));
        return map;
    }

    /** JSON has no number that is none. */
    private static Object number(double value) {
        return Double.isFinite(value) ? (Object) value : null;
    }
}
