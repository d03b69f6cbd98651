// SPDX-License-Identifier: Apache-2.0
package org.septum.heads;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.head.Head;
import org.septum.api.head.TargetEncoding;

/**
 * One logit for each region by a 1 x 1 convolution; the target's mask of a region is 1 at the pixels of its labels. Labels that
 * are in the same regions make up one class. The class of a pixel is the one whose regions are most probable together, each
 * region being decided by a sigmoid of its own: the class with the largest sum of its regions' logits, the background's being 0.
 */
final class MultilabelHead implements Head {

    static final Option OPTION = Option.mapping(
                    "regions",
                    new OptionType.Listing(new OptionType.Text(), 1, Integer.MAX_VALUE),
                    "the labels of each region, as {heart: [rv, myocardium, lv], left: [myocardium, lv]}; labels in none are"
                            + " background. Without it, the regions that the dataset knows of")
            .optional();

    private final Arguments arguments;
    private final List<String> names;
    private final List<List<String>> regions = new ArrayList<>();
    /** For each class but the background, the regions it is in, and the labels that make it up. */
    private final Map<List<Boolean>, List<String>> labelsOfClasses = new LinkedHashMap<>();

    /** @param labelsOfRegions the labels of each region, by its name */
    MultilabelHead(Arguments arguments, Map<String, List<String>> labelsOfRegions) {
        this.arguments = arguments;
        names = List.copyOf(labelsOfRegions.keySet());
        regions.addAll(labelsOfRegions.values());
        if (regions.isEmpty()) {
            throw arguments.error(OPTION.name(), "found none; name at least one region and its labels");
        }
        regions.stream().flatMap(List::stream).distinct().forEach(label -> {
            List<Boolean> membership =
                    regions.stream().map(region -> region.contains(label)).toList();
            labelsOfClasses
                    .computeIfAbsent(membership, none -> new ArrayList<>())
                    .add(label);
        });
    }

    @Override
    public TargetEncoding encoding() {
        return TargetEncoding.MASK;
    }

    @Override
    public Bound bind(List<String> labels) {
        regions.forEach(region -> LabelNames.checkForeground(arguments, OPTION.name(), region, labels));
        return new OfLabels(labels, classNames(labels));
    }

    /** The background, and the names of the labels of each class joined by +, in the order in which the regions name them. */
    private List<String> classNames(List<String> labels) {
        List<String> classNames = new ArrayList<>(List.of(labels.get(0)));
        labelsOfClasses.values().forEach(joined -> classNames.add(String.join("+", joined)));
        for (int region = 0; region < names.size(); region++) {
            int index = classNames.indexOf(names.get(region));
            if (index >= 0 && !members(region).equals(Set.of(index))) {
                throw arguments.error(
                        OPTION.name(),
                        "the region '" + names.get(region) + "' is not the class of that name; call it something else");
            }
        }
        return classNames;
    }

    /** The classes that make up a region. */
    private Set<Integer> members(int region) {
        List<List<Boolean>> memberships = memberships();
        Set<Integer> members = new TreeSet<>();
        for (int index = 1; index < memberships.size(); index++) {
            if (memberships.get(index).get(region)) {
                members.add(index);
            }
        }
        return members;
    }

    /** For each class, the background first, whether it is in each region. */
    private List<List<Boolean>> memberships() {
        List<List<Boolean>> all = new ArrayList<>();
        all.add(Collections.nCopies(regions.size(), false));
        all.addAll(labelsOfClasses.keySet());
        return all;
    }

    private final class OfLabels implements Bound {

        private final List<String> labels;
        private final List<String> classes;

        OfLabels(List<String> labels, List<String> classes) {
            this.labels = labels;
            this.classes = classes;
        }

        @Override
        public List<String> classes() {
            return classes;
        }

        @Override
        public Tensor logits(GraphBuilder graph, Tensor features) {
            return PixelClassifier.logits(graph, features, regions.size(), arguments);
        }

        @Override
        public int targetChannels() {
            return regions.size();
        }

        @Override
        public float target(int classIndex, int channel) {
            return memberships().get(classIndex).get(channel) ? 1 : 0;
        }

        /** The regions as they were given; one that is the class of the same name is scored as that. */
        @Override
        public Map<String, Set<Integer>> regions() {
            Map<String, Set<Integer>> all = new LinkedHashMap<>();
            for (int region = 0; region < names.size(); region++) {
                if (!classes.contains(names.get(region))) {
                    all.put(names.get(region), members(region));
                }
            }
            return all;
        }

        @Override
        public int[] classOfLabel() {
            List<List<String>> members = new ArrayList<>(labelsOfClasses.values());
            return labels.stream()
                    .mapToInt(label -> {
                        int index = 0;
                        while (index < members.size() && !members.get(index).contains(label)) {
                            index++;
                        }
                        return (index + 1) % (members.size() + 1);
                    })
                    .toArray();
        }

        /** Given that each pixel is of one of the classes: the softmax over classes of the sums of their regions' logits. */
        @Override
        public void probabilities(float[] logits, int pixels, float[] probabilities) {
            List<List<Boolean>> memberships = memberships();
            double[] scores = new double[memberships.size()];
            for (int i = 0; i < pixels; i++) {
                double largest = 0;
                for (int index = 1; index < scores.length; index++) {
                    scores[index] = score(memberships.get(index), logits, pixels, i);
                    largest = Math.max(largest, scores[index]);
                }
                double sum = 0;
                for (double score : scores) {
                    sum += Math.exp(score - largest);
                }
                for (int index = 0; index < scores.length; index++) {
                    probabilities[index * pixels + i] = (float) (Math.exp(scores[index] - largest) / sum);
                }
            }
        }

        @Override
        public void decide(float[] logits, int[] decision) {
            List<List<Boolean>> memberships = memberships();
            for (int i = 0; i < decision.length; i++) {
                double largest = 0;
                decision[i] = 0;
                for (int index = 1; index < memberships.size(); index++) {
                    double score = score(memberships.get(index), logits, decision.length, i);
                    if (score > largest) {
                        largest = score;
                        decision[i] = index;
                    }
                }
            }
        }

        /** The sum of the logits of the regions that a class is in. */
        private static double score(List<Boolean> membership, float[] logits, int pixels, int pixel) {
            double sum = 0;
            for (int region = 0; region < membership.size(); region++) {
                sum += membership.get(region) ? logits[region * pixels + pixel] : 0;
            }
            return sum;
        }
    }
}
