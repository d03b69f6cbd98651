// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.services.plan.Planner.Preset;
import org.septum.services.plan.Planner.Wishes;

class PlanCommandTest {

    private final FakeServices services = new FakeServices();

    @TempDir
    Path folder;

    @Test
    void hasHelpWithAnExample() {
        Invocation help = services.septum("plan", "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: septum plan ").contains("Example: septum plan experiments/");
    }

    @Test
    void printsThePlanAndTellsWhatToLookAt() {
        Invocation plan = services.septum("plan", "a.yaml");
        assertThat(plan.code()).isZero();
        assertThat(plan.out())
                .startsWith("# Planned by septum plan a.yaml. What has a comment")
                .contains("\nname: ");
        assertThat(plan.err()).isEqualTo("septum: measured nothing\nseptum: look at this: one case\n");
        assertThat(services.planner.wishes).isEqualTo(Wishes.NONE);
    }

    @Test
    void tellsThatAnAblationIsLeftOut() {
        services.variants = Map.of("variant 'wide', seed 1", services.read(Path.of("a.yaml"), List.of()));
        assertThat(services.septum("plan", "a.yaml").err())
                .contains("septum: the ablation of a.yaml is not taken over");
    }

    @Test
    void leavesAFileThatIsThere() throws Exception {
        Path mine = Files.writeString(folder.resolve("plan.yaml"), "mine");
        Invocation plan = services.septum("plan", "a.yaml", "-o", mine.toString());
        assertThat(plan.code()).isEqualTo(2);
        assertThat(plan.err()).contains("there is such a file already").contains("--force");
        assertThat(mine).hasContent("mine");
        assertThat(services.septum("plan", "a.yaml", "-o", mine.toString(), "--force")
                        .code())
                .isZero();
        assertThat(Files.readString(mine)).startsWith("# Planned by septum plan a.yaml");
    }

    @Test
    void handsOnWhatIsWishedFor() throws Exception {
        Path output = folder.resolve("plan.yaml");
        Invocation plan = services.septum(
                "plan",
                "a.yaml",
                "-o",
                output.toString(),
                "--memory",
                "8GB",
                "--budget",
                "90m",
                "--cores",
                "2",
                "--nnunet");

        assertThat(plan.out()).isEqualTo(output + "\n");
        assertThat(output)
                .content()
                .startsWith("# Planned by septum plan a.yaml --memory 8GB --budget 90m --cores 2 --nnunet.");
        assertThat(services.planner.wishes)
                .isEqualTo(new Wishes(
                        Preset.PLAIN,
                        OptionalDouble.of(8),
                        Optional.of(Duration.ofMinutes(90)),
                        OptionalInt.of(2),
                        true));
    }

    @Test
    void plansPresetsForTheirOwnMemory() {
        services.septum("plan", "a.yaml", "--preset", "resenc-l");
        assertThat(services.planner.wishes.preset()).isEqualTo(Preset.RESENC_L);
        assertThat(services.planner.wishes.gigabytes()).hasValue(24);
        services.septum("plan", "a.yaml", "--preset", "resenc-l", "--memory", "512 MB");
        assertThat(services.planner.wishes.gigabytes()).hasValue(0.5);
    }

    @Test
    void writesTheFingerprintWithoutNumbersThatAreNone() throws Exception {
        Path file = folder.resolve("f.json");
        assertThat(services.septum("plan", "a.yaml", "--fingerprint", file.toString())
                        .code())
                .isZero();
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.at("/scope").asText()).isEqualTo("all 1 case");
        assertThat(json.at("/median_spacing_mm").toString()).isEqualTo("[null,0.5,0.5]");
        assertThat(json.at("/class_shares/lv").asDouble()).isEqualTo(4 / 48.0);
        assertThat(json.at("/median_structures/lv").toString())
                .isEqualTo("{\"cases\":1,\"median\":1.0,\"unit\":\"mm2\"}");
        assertThat(json.at("/cases/0/cropped_shape").toString()).isEqualTo("[1,6,8]");
        assertThat(json.at("/foreground_intensities/0/percentile_99_5").asDouble())
                .isEqualTo(0.99);
    }

    @ParameterizedTest
    @CsvSource({
        "--memory, 8 apples, a size above 0 is needed",
        "--memory, 0GB, a size above 0 is needed",
        "--memory, 8, a size above 0 is needed",
        "--budget, soon, a time of at least a second is needed",
        "--budget, 0h, a time of at least a second is needed",
        "--budget, -2h, a time of at least a second is needed",
        "--cores, 0, 1 or more is needed",
        "--preset, resenc, allowed are plain"
    })
    void saysWhatIsAllowed(String option, String value, String message) {
        Invocation plan = services.septum("plan", "a.yaml", option + "=" + value);
        assertThat(plan.code()).isEqualTo(2);
        assertThat(plan.err()).contains(option).contains(message);
        assertThat(services.planner.wishes).isNull();
    }

    @Test
    void leavesFoldersToInit() {
        Invocation plan = services.septum("plan", folder.toString());
        assertThat(plan.code()).isEqualTo(2);
        assertThat(plan.err()).contains("this is a folder").contains("septum init " + folder + " --plan");
    }
}
