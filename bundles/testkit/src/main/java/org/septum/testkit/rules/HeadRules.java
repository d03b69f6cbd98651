// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import static org.septum.testkit.rules.Rule.require;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.septum.api.UserError;
import org.septum.api.graph.Mode;
import org.septum.api.head.Head;
import org.septum.api.head.TargetEncoding;

/** What heads keep to beside {@link GraphRules}. */
record HeadRules(Subject subject) {

    private static final int PIXELS = 50;

    static List<Rule> of(Subject subject) {
        HeadRules rules = new HeadRules(subject);
        return List.of(
                new Rule("H-01", "every label belongs to a class, and every class to a label", rules::classes),
                new Rule("H-02", "targets are masks of 0 and 1, or the index of a logit", rules::targets),
                new Rule("H-03", "probabilities are between 0 and 1 and decisions are classes", rules::decisions),
                new Rule("H-04", "logits are not modified", rules::inputs));
    }

    /** Labels that suit the head: a heart's, or if it wants only one beside the background, that. */
    private static List<String> labels(Head head) {
        try {
            bind(head, Subject.LABELS);
            return Subject.LABELS;
        } catch (UserError tooMany) {
            return List.of(Subject.LABELS.get(0), "lv");
        }
    }

    /** Regions of a dataset that overlap, for a head that takes the dataset's: the left ventricle, and it with its wall. */
    private static Head.Bound bind(Head head, List<String> labels) {
        Map<String, List<String>> regions = new LinkedHashMap<>();
        regions.put("right", List.of("rv"));
        regions.put("left with wall", List.of("myocardium", "lv"));
        regions.put("left", List.of("lv"));
        regions.values().removeIf(members -> !labels.containsAll(members));
        return head.bind(labels, regions);
    }

    /** The head for labels that suit it. */
    static Head.Bound bound(Head head) {
        return bind(head, labels(head));
    }

    private void classes() {
        Head head = subject.create(Head.class);
        List<String> labels = labels(head);
        Head.Bound bound = bind(head, labels);
        List<String> classes = bound.classes();
        int[] classOf = bound.classOfLabel();
        require(classes.size() >= 2, "its classes are " + classes);
        require(classOf.length == labels.size(), "of " + labels.size() + " labels " + classOf.length + " have a class");
        for (int label = 0; label < labels.size(); label++) {
            require(
                    classOf[label] >= 0 && classOf[label] < classes.size(),
                    "the label " + labels.get(label) + " has the class " + classOf[label] + " of " + classes.size());
        }
        for (int index = 0; index < classes.size(); index++) {
            int wanted = index;
            require(
                    Arrays.stream(classOf).anyMatch(found -> found == wanted),
                    "the class " + classes.get(index) + " has no label");
        }
        require(classOf[0] == 0, "the background has the class " + classes.get(classOf[0]));
    }

    private int logits(Head head) {
        GraphCase part = GraphCase.of(subject).get(0);
        try (GraphProbe probe = new GraphProbe(subject.graphs(), part, Mode.EVALUATION)) {
            require(
                    head.encoding() != TargetEncoding.MASK
                            || bound(head).targetChannels() == probe.shape().channels(),
                    "it has " + probe.shape().channels() + " logits and "
                            + bound(head).targetChannels() + " masks");
            return probe.shape().channels();
        }
    }

    private void targets() {
        Head head = subject.create(Head.class);
        int logits = logits(head);
        Head.Bound bound = bound(head);
        int classes = bound.classes().size();
        for (int index = 0; index < classes; index++) {
            for (int channel = 0; channel < bound.targetChannels(); channel++) {
                float target = bound.target(index, channel);
                boolean allowed = head.encoding() == TargetEncoding.MASK
                        ? target == 0 || target == 1
                        : target == Math.rint(target) && target >= 0 && target < logits;
                require(allowed, "the target of class " + index + " in channel " + channel + " is " + target);
            }
        }
    }

    private void decisions() {
        Head head = subject.create(Head.class);
        float[] logits = randomLogits(logits(head));
        Head.Bound bound = bound(head);
        int classes = bound.classes().size();
        float[] probabilities = new float[classes * PIXELS];
        bound.probabilities(logits, PIXELS, probabilities);
        for (float probability : probabilities) {
            require(probability >= 0 && probability <= 1, "a probability is " + probability);
        }
        int[] decision = new int[PIXELS];
        bound.decide(logits, decision);
        for (int chosen : decision) {
            require(chosen >= 0 && chosen < classes, "a pixel is decided to be of class " + chosen + " of " + classes);
        }
    }

    private void inputs() {
        Head head = subject.create(Head.class);
        float[] logits = randomLogits(logits(head));
        float[] before = logits.clone();
        Head.Bound bound = bound(head);
        bound.probabilities(logits, PIXELS, new float[bound.classes().size() * PIXELS]);
        bound.decide(logits, new int[PIXELS]);
        require(Arrays.equals(before, logits), "it changes the logits");
    }

    /** From small to so large that their exponentials overflow. */
    private static float[] randomLogits(int channels) {
        Random random = new Random(5);
        float[] logits = new float[channels * PIXELS];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (random.nextGaussian() * Math.pow(10, i % 4));
        }
        return logits;
    }
}
