// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.septum.api.Arguments;
import org.septum.api.data.Part;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Split;

/** Divides as a {@link PartFile} says, which must name every group or every sample of the dataset once. */
record FromFile(Arguments arguments) implements Split {

    @Override
    public Partition divide(List<SampleInfo> samples, RandomGenerator random) {
        PartFile file = PartFile.read(arguments);
        Function<SampleInfo, String> name = file.ofGroups() ? SampleInfo::group : SampleInfo::id;
        checkNames(file, samples, name);
        if (!file.ofGroups() && !acceptsLeakingGroups()) {
            checkGroups(file, samples);
        }
        Map<Part, List<SampleInfo>> parts = samples.stream()
                .collect(Collectors.groupingBy(
                        sample -> file.entries().get(name.apply(sample)).part()));
        if (!parts.containsKey(Part.TRAIN)) {
            throw file.error(1, "there is nothing for training; expected lines that begin with 'train,'");
        }
        return new Partition(
                parts.get(Part.TRAIN),
                parts.getOrDefault(Part.VALIDATION, List.of()),
                parts.getOrDefault(Part.TEST, List.of()));
    }

    @Override
    public boolean acceptsLeakingGroups() {
        return Leaks.accepted(arguments);
    }

    private static void checkNames(PartFile file, List<SampleInfo> samples, Function<SampleInfo, String> name) {
        Set<String> known = new TreeSet<>();
        samples.forEach(sample -> known.add(name.apply(sample)));
        file.entries().forEach((entry, where) -> {
            if (!known.contains(entry)) {
                throw file.error(
                        where.line(),
                        "there is no " + file.noun() + " '" + entry + "'; the dataset has " + known.size() + ": "
                                + Groups.some(known));
            }
        });
        List<String> missing = new ArrayList<>(known);
        missing.removeAll(file.entries().keySet());
        if (!missing.isEmpty()) {
            throw file.error(
                    1,
                    missing.size() + " of the dataset's " + known.size() + " " + file.noun()
                            + (missing.size() == 1 ? "s is" : "s are")
                            + " in no part: "
                            + Groups.some(missing)
                            + (missing.size() == 1 ? "; add a line for it" : "; add a line for each"));
        }
    }

    private static void checkGroups(PartFile file, List<SampleInfo> samples) {
        Map<String, PartFile.Entry> firstOfGroup = new HashMap<>();
        for (SampleInfo sample : samples) {
            PartFile.Entry entry = file.entries().get(sample.id());
            PartFile.Entry first = firstOfGroup.putIfAbsent(sample.group(), entry);
            if (first != null && first.part() != entry.part()) {
                throw file.error(
                        entry.line(),
                        "group '" + sample.group() + "' is in " + entry.part() + " here and in " + first.part()
                                + " on line " + first.line()
                                + "; put all its samples into one part, or set 'leaks-groups: accepted'");
            }
        }
    }
}
