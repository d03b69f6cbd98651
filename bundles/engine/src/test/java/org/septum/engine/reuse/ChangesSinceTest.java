// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.common.files.Sha256;
import org.septum.common.run.RunRecord;
import org.septum.engine.MadeData;
import org.septum.engine.data.HashedDataset;
import org.septum.engine.record.RunFacts;
import org.septum.engine.run.RecordedRun;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.run.Settings;
import org.septum.services.run.ChangePolicy;

/** What a run recorded is set against what is there, patient by patient. */
class ChangesSinceTest {

    @TempDir
    private Path folder;

    private MadeData data;
    private RecordedRun run;

    /** Four patients of two slices; the last one is the test. */
    @BeforeEach
    void record() {
        data = MadeData.volumes(4);
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("experiment", "seed: 1\n").put("experiment-sha256", Sha256.of("seed: 1\n"));
        ObjectNode recorded = root.putObject("data");
        RunFacts.contents(new HashedDataset(data).contents(), recorded);
        ObjectNode split = recorded.putObject("split");
        split.putArray(Part.VALIDATION.toString());
        data.samples()
                .forEach(info -> split.withArray("/" + (info.group().equals("patient3") ? Part.TEST : Part.TRAIN))
                        .add(info.id()));
        run = new RecordedRun(
                new RunDirectory(folder), new RunRecord(root), Optional.of(new Settings(Map.of("seed", "1"))));
    }

    private List<String> lines(MadeData now) {
        return new ChangesSince(run)
                .data(now.samples(), new HashedDataset(now).contents()).stream()
                        .map(Change::line)
                        .toList();
    }

    @Test
    void theSameDataAreNoChange() {
        assertThat(lines(MadeData.volumes(4))).isEmpty();
        assertThat(new ChangesSince(run).split(data.experiment(2), data.samples()))
                .isEmpty();
    }

    @Test
    void everyChangedPatientIsNamed() {
        MadeData now = MadeData.volumes(5);
        now.erase("v1-0", 2);
        now.paint("v2-1", 1, 2);
        assertThat(lines(now))
                .containsExactly(
                        "data of patient1: labels have changed",
                        "data of patient2: images have changed",
                        "data of patient4: new, the run does not know it");
        assertThat(lines(MadeData.volumes(3))).containsExactly("data of patient3: missing");
    }

    @Test
    void thePartsAreThoseOfTheRecordWhateverIsThere() {
        Map<Part, List<SampleInfo>> parts = run.parts(MadeData.volumes(6).samples());
        assertThat(parts.get(Part.TEST)).extracting(SampleInfo::id).containsExactly("v3-0", "v3-1");
        assertThat(parts.get(Part.TRAIN)).hasSize(6);
        assertThat(run.known(MadeData.volumes(6).samples())).hasSize(8);
    }

    @Test
    void anotherDivisionNamesWhoMoves() {
        assertThat(new ChangesSince(run)
                        .split(data.experiment(4), MadeData.volumes(5).samples()))
                .extracting(Change::line)
                .containsExactly("split: patient2: train -> test");
    }

    @Test
    void anEditedExperimentNamesTheKeys() throws IOException {
        Files.writeString(folder.resolve("experiment.yaml"), "# a comment\nseed: 1\n");
        Experiment plain = data.experiment(2);
        assertThat(new ChangesSince(run).experiment(resolved(plain, Map.of("seed", "1"))))
                .isEmpty();
        assertThat(new ChangesSince(run).experiment(resolved(plain, Map.of("seed", "2", "runtime.threads", "1"))))
                .extracting(Change::line)
                .containsExactly("experiment.yaml was edited: seed: 1 -> 2");
    }

    private static Experiment resolved(Experiment plain, Map<String, String> settings) {
        return new Experiment(
                plain.name(),
                plain.file(),
                plain.seed(),
                plain.data(),
                plain.model(),
                plain.heads(),
                plain.optimizer(),
                plain.training(),
                plain.evaluation(),
                plain.checkpoints(),
                plain.reporters(),
                plain.runtime(),
                "of " + settings,
                settings,
                Set.of());
    }

    @Test
    void anOlderRecordTellsOnlyWhichSamplesThereWere() {
        ((ObjectNode) run.root().path("data")).remove(List.of("images", "labels"));
        assertThat(run.gaps())
                .containsExactly(
                        "this run's record is older and does not tell the content of its data so that they could"
                                + " be compared");
        assertThat(lines(MadeData.volumes(3)))
                .containsExactly("data: the sample v3-0 is missing", "data: the sample v3-1 is missing");
    }

    @Test
    void changesAreRefusedOrAcceptedAndStamped() {
        List<Change> changes = List.of(
                new Change(Change.Subject.DATA, "a", "data of a: labels have changed"),
                new Change(Change.Subject.NEW_DATA, "b", "data of b: new, the run does not know it"));
        List<String> told = new ArrayList<>();
        assertThatThrownBy(() -> new Refusal("runs/x", new ChangePolicy(false, told::add))
                        .check(changes, LoadedRun::concernsModel))
                .isInstanceOf(UserError.class)
                .hasMessage("runs/x: what this run was made from is no longer what is there:\n"
                        + "  - data of a: labels have changed\n"
                        + "  Put back what was there, or accept it with --accept-changes; what is made then says so.");
        Refusal.Passed passed =
                new Refusal("runs/x", new ChangePolicy(true, told::add)).check(changes, LoadedRun::concernsModel);
        assertThat(told).containsExactly("accepted: data of a: labels have changed");
        assertThat(passed.warnings())
                .containsExactly(
                        "changed since the run was made, and accepted: data of a: labels have changed",
                        "1 group is not in this run's record, belongs to no part and is left out: b");
    }
}
