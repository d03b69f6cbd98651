// SPDX-License-Identifier: Apache-2.0
package org.septum.common.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.septum.api.UserError;
import org.septum.api.report.CaseValue;
import org.septum.common.files.AtomicFile;
import org.septum.common.files.JsonFile;
import org.septum.common.text.CsvLine;

/** What lies in a run's folder: the names of its files, the columns of its tables, and its status. */
public final class RunFiles {

    public static final String EXPERIMENT = "experiment.yaml";
    public static final String PROVENANCE = "provenance.json";
    public static final String STATUS = "status.json";
    public static final String LOG = "log.txt";
    public static final String REPORT = "report.html";

    /** The scores by epoch. */
    public static final String METRICS = "metrics.csv";

    /** The training steps, times in seconds. */
    public static final String STEPS = "steps.csv";

    /** The scores by case. */
    public static final String CASES = "cases.csv";

    /** The scores by case that post-processing has not touched, with the columns of those that it has. */
    public static final String UNPROCESSED_CASES = "cases-without-post-processing.csv";

    /** How an ablation's trainings stand, in the ablation's folder. */
    public static final String ABLATION = "ablation.json";

    /** Which runs make up an ensemble, in the ensemble's folder. */
    public static final String ENSEMBLE = "ensemble.json";

    /** What a run's folder must have for its scores to be compared; a reporter says which files it writes. */
    public static final List<String> COMPARED = List.of(CASES, METRICS);

    /** The folder of the checkpoints. */
    public static final String CHECKPOINTS = "checkpoints";

    /** The folder of later evaluations. */
    public static final String EVALUATIONS = "evaluations";

    /** How the names of checkpoints end. */
    public static final String CHECKPOINT_ENDING = ".safetensors";

    /** The name of the state from which a run goes on, beside those of the checkpoints. */
    public static final String RESUMABLE = "resume";

    public static final List<String> METRICS_COLUMNS = List.of("epoch", "part", "head", "metric", "class", "value");
    public static final List<String> STEPS_COLUMNS =
            List.of("step", "epoch", "loss", "learning-rate", "seconds", "data-wait");
    public static final List<String> CASES_COLUMNS =
            List.of("part", "head", "metric", "class", "unit", "case", "group", "value", "empty-rule");

    /** What may stand in status.json. */
    private static final Set<String> STATUSES = Set.of("running", "finished", "interrupted", "failed");

    /** A status has a hundred bytes, and why a run failed. */
    private static final long LARGEST_STATUS = 1 << 20;

    private RunFiles() {}

    /** The row of a case's score in a table with {@link #CASES_COLUMNS}. */
    public static List<String> caseRow(CaseValue value) {
        return List.of(
                value.part().toString(),
                value.head(),
                value.metric(),
                value.className(),
                value.unit(),
                value.caseId(),
                value.group(),
                CsvLine.number(value.value()),
                Boolean.toString(value.byEmptyRule()));
    }

    /** The place of a checkpoint. */
    public static Path checkpoint(Path run, String name) {
        return run.resolve(CHECKPOINTS).resolve(name + CHECKPOINT_ENDING);
    }

    /** Writes status.json: the status in a word, when, and more about it. */
    public static void writeStatus(Path run, String status, String detail) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("status", status).put("time", Instant.now().toString()).put("detail", detail);
        AtomicFile.write(run.resolve(STATUS), root.toPrettyString() + "\n");
    }

    /** The status in a word as it stands in status.json, though no process may be at work; unknown where there is none. */
    public static String recordedStatus(Path run) {
        try {
            JsonNode root = JsonFile.read(run.resolve(STATUS), LARGEST_STATUS, "the status of a run");
            String status = root.path("status").asText();
            return STATUSES.contains(status) ? status : "unknown";
        } catch (UserError e) {
            return "unknown";
        }
    }
}
