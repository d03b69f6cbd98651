// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.start;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.septum.api.data.Recognition;
import org.septum.common.text.Words;
import org.septum.services.plan.Planner;
import org.septum.services.plan.Starter;
import org.septum.services.plugin.Registry;

/** An experiment for data that were recognized. */
public final class FirstExperiment {

    private static final int LONGEST_NAME = 60;

    /** Names of folders that many data sets have. */
    private static final String GENERAL = "data|dataset|train|training|raw|images|all|png|nifti|";

    /** How a dataset's note says that there are files that it leaves out. */
    private static final String NOT_TAKEN = "not taken";

    private final Path data;

    private final Recognizers.Chosen chosen;
    private final DataFacts facts;
    private final Lines lines = new Lines();
    private final List<String> found = new ArrayList<>();
    private String effort = "";
    private boolean planned;

    private FirstExperiment(Path data, Recognizers.Chosen chosen, DataFacts facts) {
        this.data = data;
        this.chosen = chosen;
        this.facts = facts;
    }

    /**
     * Looks at a folder.
     *
     * @throws org.septum.api.UserError if nothing, or not one thing, is recognized
     */
    public static FirstExperiment of(Registry registry, Starter.Wishes wishes) {
        Recognizers.Chosen chosen = Recognizers.of(registry).choose(FolderScan.of(wishes), wishes.type());
        FirstExperiment experiment = new FirstExperiment(wishes.data(), chosen, DataFacts.of(chosen));
        experiment.say();
        return experiment;
    }

    private void say() {
        Recognition recognition = chosen.recognition();
        boolean grouped = recognition.declared()
                || recognition.settings().stream()
                        .anyMatch(setting -> setting.option().equals("group"))
                || facts.groups().size() < facts.volumes().size();
        SplitRule.Choice split = new SplitRule(facts, grouped).choose();
        GridRule.Choice grid = new GridRule(facts).choose();
        HeadRule head = new HeadRule(facts);
        int training = Math.max(
                1, (int) Math.round(split.trainingShare() * facts.samples().size()));
        lines.add("septum", 1);
        lines.add("name", name(), "Names the folder of its runs.");
        lines.add("seed", 1, "All randomness comes from it: the same seed gives the same run.");
        dataset();
        lines.add("data.split", split.value(), split.reason(), split.doubt());
        lines.add("data.size", List.of(grid.height(), grid.width()), grid.sizeReason());
        lines.add("data.grid", grid.grid(), grid.gridReason());
        new IntensityRule(facts).say(lines);
        head.say(lines);
        TrainingRule rule = new TrainingRule(facts, grid, training, split.validates());
        rule.say(lines, head.name());
        lines.add("evaluation.resolution", "image", "Scores are of the images' own pixels, whatever the network sees.");
        lines.add("report", List.of("console", "csv", "html"));
        found.add("recognized as " + chosen.type().type() + ": " + recognition.description());
        found.add(Words.count(facts.samples().size(), facts.hasVolumes() ? "slice" : "image")
                + (grouped ? " of " + Words.count(facts.groups().size(), "patient") : "") + "; labels: "
                + String.join(", ", facts.labels()));
        facts.notes().stream().filter(note -> note.contains(NOT_TAKEN)).forEach(found::add);
        found.addAll(recognition.notes());
        found.addAll(chosen.notUsed());
        effort = "about " + Words.count(rule.steps(), "training step") + " of " + Words.count(rule.batch(), "image")
                + " of " + grid.height() + " x " + grid.width() + " pixels; ";
    }

    private void dataset() {
        Recognition recognition = chosen.recognition();
        lines.add("data.dataset.type", chosen.type().type());
        recognition
                .doubts()
                .forEach(doubt -> lines.add("data.dataset.type", chosen.type().type(), "", doubt));
        lines.add(
                "data.dataset.root",
                recognition.root().toString(),
                "On another machine: another folder here, or --set data.dataset.root=DIR.");
        for (Recognition.Setting setting : recognition.settings()) {
            lines.add("data.dataset." + setting.option(), setting.value(), setting.reason(), setting.doubt());
        }
    }

    /** The folder's name in the letters that names of runs have, with that of the folder around it where it says little. */
    private String name() {
        Path folder = data.toAbsolutePath().normalize();
        String name = letters(folder.getFileName());
        if (name.toLowerCase(Locale.ROOT).matches(GENERAL) && folder.getParent() != null) {
            String around = letters(folder.getParent().getFileName());
            name = around.isEmpty() ? name : around + "-" + name;
        }
        return name.isEmpty() ? "my-data" : name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }

    private static String letters(Path name) {
        return name == null
                ? ""
                : name.toString().replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
    }

    /** Has a plan decide what it decides. */
    public void plan(Planner.Plan plan) {
        planned = true;
        effort = "";
        plan.decisions().forEach(lines::replace);
        plan.measured().forEach(line -> found.add("measured " + line));
        plan.warnings().forEach(line -> found.add("look at this: " + line));
    }

    /** The file, and what is to be told of it. */
    public Starter.Draft draft() {
        List<String> checks = lines.checks();
        List<String> told = new ArrayList<>(found);
        told.add(effort
                + "'septum run' says after its first steps how long is left, and 'septum plan' with --budget 2h makes"
                + " the training fit a time");
        List<String> head = new ArrayList<>();
        head.add("A first experiment, written by 'septum init" + (planned ? " --plan" : "") + "' for "
                + chosen.recognition().description()
                + ". It trains as it stands, and everything in it can be changed.");
        head.add(
                planned
                        ? "Sizes, network and training were planned for this machine."
                        : "Sizes, network and training are for a machine of two cores: 'septum plan' with this file fits them to"
                                + " yours, and with --budget 2h to your time.");
        if (!checks.isEmpty()) {
            head.add("What the data do not say is marked " + Starter.MARK + " look at "
                    + (checks.size() == 1 ? "that one place." : "these " + checks.size() + " places."));
        }
        return new Starter.Draft(lines.text(head), List.copyOf(told), checks);
    }
}
