// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import static org.septum.testkit.rules.Rule.assume;
import static org.septum.testkit.rules.Rule.require;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.testkit.probe.OpenFiles;

/** What datasets keep to; of large ones the first samples are loaded. */
record DatasetRules(Subject subject) {

    private static final int LOADED = 12;

    /** What is asked of a dataset with at least one sample. */
    @FunctionalInterface
    private interface Question {
        void ask(Dataset dataset, List<SampleInfo> samples) throws Exception;
    }

    static List<Rule> of(Subject subject) {
        DatasetRules rules = new DatasetRules(subject);
        return List.of(
                new Rule("D-01", "every sample has an id of its own", () -> rules.ask(rules::ids)),
                new Rule(
                        "D-02",
                        "every sample has a group and a volume, and a volume's slices follow one another",
                        () -> rules.ask(rules::groups)),
                new Rule(
                        "D-03",
                        "image and labels have the same size, channels and labels as declared",
                        () -> rules.ask(rules::sizes)),
                new Rule(
                        "D-04",
                        "samples come in the same order with the same content every time",
                        () -> rules.ask(rules::order)),
                new Rule("D-05", "what is loaded can be changed without harm", () -> rules.ask(rules::copies)),
                new Rule("D-06", "files are closed after loading", rules::files));
    }

    private void ask(Question question) throws Exception {
        try (Dataset dataset = subject.create(Dataset.class)) {
            question.ask(dataset, samples(dataset));
        }
    }

    private static List<SampleInfo> samples(Dataset dataset) {
        List<SampleInfo> samples;
        try {
            samples = dataset.samples();
        } catch (UserError missing) {
            throw new Rule.NotApplicable("its data are not there: " + missing.getMessage());
        }
        require(!samples.isEmpty(), "it has no samples, and does not say why");
        return samples;
    }

    private static List<SampleInfo> first(List<SampleInfo> samples) {
        return samples.subList(0, Math.min(LOADED, samples.size()));
    }

    private void ids(Dataset dataset, List<SampleInfo> samples) {
        Set<String> ids = new HashSet<>();
        for (SampleInfo sample : samples) {
            require(sample.id() != null && !sample.id().isBlank(), "a sample of " + sample.source() + " has no id");
            require(ids.add(sample.id()), "the id " + sample.id() + " is there twice");
        }
    }

    private void groups(Dataset dataset, List<SampleInfo> samples) {
        Set<String> finished = new HashSet<>();
        String current = null;
        for (SampleInfo sample : samples) {
            require(sample.group() != null && !sample.group().isBlank(), sample.id() + " has no group");
            require(sample.volume() != null && !sample.volume().isBlank(), sample.id() + " has no volume");
            require(sample.slice() >= 0, sample.id() + " is slice " + sample.slice() + " of its volume");
            if (!sample.volume().equals(current)) {
                require(
                        finished.add(sample.volume()),
                        "the slices of the volume " + sample.volume() + " do not follow one another");
                current = sample.volume();
            }
        }
    }

    private void sizes(Dataset dataset, List<SampleInfo> samples) {
        int labels = dataset.labels().size();
        require(labels >= 2, "its labels are " + dataset.labels());
        for (SampleInfo info : first(samples)) {
            Sample sample = dataset.load(info);
            require(
                    sample.info().id().equals(info.id()),
                    "asked for " + info.id() + " it loads " + sample.info().id());
            require(
                    sample.image().height() == sample.labels().height()
                            && sample.image().width() == sample.labels().width(),
                    "the image of " + info.id() + " has " + sample.image().height() + " x "
                            + sample.image().width() + " pixels, its labels "
                            + sample.labels().height() + " x "
                            + sample.labels().width());
            require(
                    sample.image().channels() == dataset.channels(),
                    info.id() + " has " + sample.image().channels() + " channels, declared are " + dataset.channels());
            for (int label : sample.labels().values()) {
                require(label >= 0 && label < labels, info.id() + " has the label " + label + " of " + labels);
            }
            for (float value : sample.image().values()) {
                require(Float.isFinite(value), "an intensity of " + info.id() + " is " + value);
            }
        }
    }

    private void order(Dataset dataset, List<SampleInfo> samples) {
        require(dataset.samples().equals(samples), "asked again it gives its samples differently");
        try (Dataset other = subject.create(Dataset.class)) {
            List<SampleInfo> again = other.samples();
            require(again.equals(samples), "opened again it gives its samples differently");
            for (SampleInfo info : first(samples)) {
                require(
                        same(dataset.load(info), other.load(info)),
                        info.id() + " has another content when loaded again");
            }
        }
    }

    private void copies(Dataset dataset, List<SampleInfo> samples) {
        SampleInfo info = samples.get(0);
        Sample loaded = dataset.load(info);
        float[] intensities = loaded.image().values().clone();
        int[] labels = loaded.labels().values().clone();
        Arrays.fill(loaded.image().values(), -1);
        Arrays.fill(loaded.labels().values(), 1);
        Sample again = dataset.load(info);
        require(
                Arrays.equals(intensities, again.image().values())
                        && Arrays.equals(labels, again.labels().values()),
                "after what was loaded has been changed, " + info.id() + " loads with the change");
    }

    private static boolean same(Sample a, Sample b) {
        return Arrays.equals(a.image().values(), b.image().values())
                && Arrays.equals(a.labels().values(), b.labels().values());
    }

    private void files() throws Exception {
        Optional<Set<String>> before = OpenFiles.now();
        assume(before.isPresent(), "this system does not tell which files are open");
        try (Dataset dataset = subject.create(Dataset.class)) {
            first(samples(dataset)).forEach(dataset::load);
            Set<String> after = new HashSet<>(OpenFiles.now().orElseThrow());
            after.removeAll(before.orElseThrow());
            require(after.isEmpty(), "these files stay open: " + after);
        }
    }
}
