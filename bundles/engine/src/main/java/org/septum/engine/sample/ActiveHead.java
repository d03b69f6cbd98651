// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.Component;
import org.septum.api.UserError;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.HeadSection;
import org.septum.api.graph.Shape;
import org.septum.api.head.Head;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.api.metric.Metric;
import org.septum.api.metric.ScoreNames;
import org.septum.api.metric.ScoredSlice;
import org.septum.common.text.Words;
import org.septum.services.experiment.Problems;

/**
 * A head with everything that belongs to it, ready to use.
 *
 * @param scope the scope of its parameters
 * @param classes the classes it decides between
 * @param classOfLabel the class of each label, {@link #IGNORED} where it is of none
 */
public record ActiveHead(
        String name,
        String scope,
        Head.Bound head,
        Loss loss,
        double weight,
        List<NamedMetric> metrics,
        List<String> classes,
        int[] classOfLabel) {

    /** In the place of a class: nobody has judged the pixel, so that it counts for no loss and no metric. */
    public static final int IGNORED = -1;

    /** A metric with the type name under which it is reported. */
    public record NamedMetric(String name, Metric metric) {}

    /**
     * Creates the heads of an experiment. The parameters of an only head are under {@code head}, those of several under
     * {@code heads.NAME}.
     */
    public static List<ActiveHead> of(List<HeadSection> sections, Labelling labels) {
        Problems problems = new Problems();
        List<ActiveHead> heads = new ArrayList<>();
        for (HeadSection section : sections) {
            problems.attempt(() -> heads.add(of(section, sections.size() == 1, labels)));
        }
        problems.throwIfAny();
        return heads;
    }

    private static ActiveHead of(HeadSection section, boolean only, Labelling labels) {
        Head head = section.head().create(Head.class);
        Loss loss = section.loss().create(Loss.class);
        if (!loss.accepts(head.encoding())) {
            throw new UserError(
                    section.loss().arguments().location(),
                    "the loss '" + section.loss().type() + "' cannot be used with the head '"
                            + section.head().type() + "', whose target is "
                            + (head.encoding() == TargetEncoding.MASK ? "a mask" : "a class index"));
        }
        List<NamedMetric> metrics = new ArrayList<>();
        for (Component metric : section.metrics()) {
            metrics.add(new NamedMetric(metric.type(), metric.create(Metric.class)));
        }
        Head.Bound bound = head.bind(labels.judged(), labels.regions());
        List<String> classes = bound.classes();
        checkNames(section, classes);
        checkNames(section, bound.regions().keySet());
        return new ActiveHead(
                section.name(),
                only ? "head" : "heads." + section.name(),
                bound,
                loss,
                section.weight(),
                metrics,
                classes,
                classOfLabel(bound, labels));
    }

    /** The same with other metrics. */
    public ActiveHead with(List<NamedMetric> others) {
        return new ActiveHead(name, scope, head, loss, weight, others, classes, classOfLabel);
    }

    private static int[] classOfLabel(Head.Bound bound, Labelling labels) {
        int[] ofJudged = bound.classOfLabel();
        return labels.labels().stream()
                .mapToInt(labels.judged()::indexOf)
                .map(place -> place < 0 ? IGNORED : ofJudged[place])
                .toArray();
    }

    /** Whether there are pixels that count for no loss and no metric. */
    public boolean ignores() {
        return Arrays.stream(classOfLabel).anyMatch(index -> index == IGNORED);
    }

    /** Tables and files tell the mean over the classes from a class by its name alone. */
    private static void checkNames(HeadSection section, Collection<String> names) {
        names.forEach(name -> ScoreNames.fault(name).ifPresent(fault -> {
            throw new UserError(
                    section.head().arguments().location(),
                    "heads." + section.name() + ": a class or region is called '" + name + "', " + fault
                            + "; call it something else, in the head's options or among the dataset's labels");
        }));
    }

    /**
     * Asks every metric, before the first step, whether it can score every sample that will be scored, by what is known of
     * them without loading them: mostly whether their spacing is.
     *
     * @throws UserError with the first problem and the names of all volumes that have one
     */
    public static void requireScorable(List<ActiveHead> heads, List<SampleInfo> samples) {
        Map<String, String> problems = new LinkedHashMap<>();
        for (SampleInfo info : samples) {
            if (!problems.containsKey(info.volume())) {
                try {
                    heads.forEach(head -> head.checkMetrics(info));
                } catch (UserError e) {
                    problems.put(info.volume(), e.getMessage());
                }
            }
        }
        if (problems.isEmpty()) {
            return;
        }
        List<String> all = new ArrayList<>(problems.values());
        List<String> volumes = new ArrayList<>(problems.keySet());
        throw new UserError(
                all.get(0)
                        + (volumes.size() == 1
                                ? ""
                                : "\n  " + volumes.size() + " volumes cannot be scored: " + Words.some(volumes, 10)),
                all);
    }

    /**
     * Scores a made-up slice of one pixel, so that a metric which needs a spacing or an attribute that the data do not have
     * is refused before the training.
     */
    private void checkMetrics(SampleInfo info) {
        ScoredSlice slice = new ScoredSlice(info, 1, 1, new int[1], new int[1]);
        metrics.forEach(metric -> metric.metric.start(classes).add(slice));
    }

    /** The class of each label, {@link #IGNORED} where it is of none. */
    public int[] classes(int[] ofLabels) {
        return Arrays.stream(ofLabels).map(label -> classOfLabel[label]).toArray();
    }

    /** The name of its target among a plan's inputs. */
    public String targetInput() {
        return "target." + name;
    }

    /** The name, among a plan's inputs, of which pixels count; there is no such input where all do. */
    public String countedInput() {
        return "counted." + name;
    }

    /** The name of its logits among a plan's outputs. */
    public String logitsOutput() {
        return "logits." + name;
    }

    /** The name of its loss among a plan's outputs. */
    public String lossOutput() {
        return "loss." + name;
    }

    /** The shape of its target. */
    public Shape targetShape(int batch, int height, int width) {
        return new Shape(batch, head.targetChannels(), height, width);
    }
}
