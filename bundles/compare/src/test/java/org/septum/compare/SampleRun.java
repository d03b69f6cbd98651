// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes run folders as the engine and the reporter csv leave them behind. */
public final class SampleRun {

    private final Map<String, String> scores = new LinkedHashMap<>();
    private final List<String> cases = new ArrayList<>();
    private final String variant;
    private final int seed;
    private String depth = "3";
    private String empty = "skip";
    private String status = "finished";
    private String split = "aaaa";
    private String labels = "[background, lv]";
    private String classes = "[\"background\", \"lv\"]";
    private String bundle = "feedfacecafe0123";
    private String disease = "DCM";
    private double step = 0.1;
    private int leaking;
    private String resolution = "image";
    private String size = "[64, 64]";
    private String fold = "";
    private boolean contents = true;
    private String more = "";
    private final Map<String, String> otherLabels = new LinkedHashMap<>();

    public SampleRun(String variant, int seed) {
        this.variant = variant;
        this.seed = seed;
    }

    public SampleRun depth(String value) {
        depth = value;
        return this;
    }

    SampleRun empty(String value) {
        empty = value;
        return this;
    }

    SampleRun status(String value) {
        status = value;
        return this;
    }

    SampleRun split(String value) {
        split = value;
        return this;
    }

    SampleRun labels(String value) {
        labels = value;
        return this;
    }

    /** The head's classes as a JSON list. */
    SampleRun classes(String json) {
        classes = json;
        return this;
    }

    SampleRun bundle(String value) {
        bundle = value;
        return this;
    }

    SampleRun leaking(int value) {
        leaking = value;
        return this;
    }

    SampleRun grid(String scored, String pixels) {
        resolution = scored;
        size = pixels;
        return this;
    }

    SampleRun fold(int value) {
        fold = "  split:\n    type: k-fold\n    fold: " + value + "\n    folds: 3\n";
        return this;
    }

    /** A patient whose masks are other than those of other runs. */
    SampleRun otherLabels(String patient) {
        otherLabels.put(patient, "other");
        return this;
    }

    /** As an older version recorded it. */
    SampleRun withoutContents() {
        contents = false;
        return this;
    }

    /** Further members of provenance.json. */
    SampleRun recorded(String members) {
        more = members + ", ";
        return this;
    }

    SampleRun step(double value) {
        step = value;
        return this;
    }

    /** Adds a test case's Dice; its patient is the part of its name before the hyphen. */
    public SampleRun dice(String id, double value) {
        return score("test", "lv", id, value);
    }

    SampleRun score(String part, String className, String id, double value) {
        String number = Double.isNaN(value) ? "nan" : Double.toString(value);
        cases.add(part + ",structures,dice," + className + ",volume," + id + "," + id.replaceFirst("-.*", "") + ","
                + number + ",false");
        return this;
    }

    /** The mean test Dice that metrics.csv reports. */
    SampleRun mean(double value) {
        scores.put("mean", Double.toString(value));
        return this;
    }

    public Path write(Path runs) {
        Path folder = runs.resolve("sample").resolve(variant).resolve("seed-" + seed + "-" + depth + "abc");
        writeTo(folder);
        file(
                folder,
                "steps.csv",
                "step,epoch,loss,learning-rate,seconds,data-wait\n1,1,0.9,0.001," + 3 * step + ",0.0\n2,1,0.8,0.001,"
                        + step + ",0.0\n3,2,0.7,0.001," + step + ",0.0\n");
        return folder;
    }

    /** Writes what an evaluation of an ensemble leaves: all that a run does but for a training's own. */
    Path writeEvaluation(Path ensemble, String part) {
        file(ensemble, "ensemble.json", "{}");
        recorded("\"part\": \"test\", \"average\": \"logits\", \"flip\": false, \"members\":"
                + " [{\"run\": \"seed-1-3abc\", \"checkpoint\": \"best\"}]");
        Path folder = ensemble.resolve("evaluations").resolve(part);
        writeTo(folder);
        return folder;
    }

    private void writeTo(Path folder) {
        file(folder, "experiment.yaml", experiment());
        file(folder, "provenance.json", provenance());
        file(folder, "status.json", "{\"status\": \"" + status + "\"}\n");
        file(folder, "cases.csv", "part,head,metric,class,unit,case,group,value,empty-rule\n" + lines(cases));
        file(folder, "metrics.csv", metrics());
    }

    private String experiment() {
        return "septum: 1\nname: sample\nseed: " + seed + "\ndata:\n" + fold + "  size: " + size + "\n  augment:\n"
                + "    - {type: flip, probability: 0.5}\nmodel:\n  type: unet\n  depth: " + depth
                + "\nheads:\n  structures:\n    type: multiclass\n    classes: " + labels
                + "\n    loss:\n      type: cross-entropy\n    weight: 1.0\n    metrics:\n"
                + "      - {type: dice, unit: volume, empty: " + empty
                + "}\noptimizer:\n  type: adam\n  learning-rate: 1.0e-3\nevaluation:\n  resolution: " + resolution
                + "\nruntime:\n  threads: auto\n";
    }

    private String provenance() {
        StringBuilder groups = new StringBuilder();
        cases.stream()
                .map(row -> row.split(",")[6])
                .distinct()
                .forEach(group -> groups.append(groups.length() == 0 ? "" : ", ")
                        .append("\"" + group + "\": {\"disease\": \"" + (group.hashCode() % 2 == 0 ? disease : "NOR")
                                + "\"}"));
        return "{" + more + "\"experiment-sha256\": \"" + sha256(experiment()) + "\", \"experiment\": \""
                + experiment().replace("\n", "\\n")
                + "\", \"start\": \"2026-11-24T10:00:00Z\", \"end\": \"2026-11-24T10:01:40Z\", \"parameters\": 1234567,"
                + " \"peak-memory-mb\": 512, \"gflop-per-step\": 12.3456, \"machine\": {\"java\": \"17\"},"
                + " \"bundles\": [{\"name\": \"org.septum.models\", \"version\": \"0.1.0\", \"sha256\": \"" + bundle
                + "\"}], \"heads\": {\"structures\": {\"classes\": " + classes + ", \"metrics\": {\"dice\":"
                + " {\"unit\": \"volume\", \"direction\": \"higher\", \"empty-rule\": \"skipped\"}}}},"
                + " \"data\": {\"split-sha256\": \"" + split + "\", \"leaking-groups\": " + leaking
                + ", \"split\": {\"train\": [\"a\", \"b\"]}, \"groups\": {" + groups + "}" + contents() + "}}\n";
    }

    private String contents() {
        if (!contents) {
            return "";
        }
        StringBuilder images = new StringBuilder();
        StringBuilder labels = new StringBuilder();
        cases.stream().map(row -> row.split(",")[6]).distinct().forEach(patient -> {
            String comma = images.length() == 0 ? "" : ", ";
            images.append(comma + "\"" + patient + "\": \"image-of-" + patient + "\"");
            labels.append(comma + "\"" + patient + "\": \"" + otherLabels.getOrDefault(patient, "labels") + "\"");
        });
        return ", \"images\": {" + images + "}, \"labels\": {" + labels + "}";
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String metrics() {
        StringBuilder rows = new StringBuilder("epoch,part,head,metric,class,value\n");
        for (int epoch = 1; epoch <= 2; epoch++) {
            rows.append(epoch + ",train,,loss,all," + 1.0 / epoch + "\n");
            rows.append(epoch + ",validation,,loss,all," + 1.5 / epoch + "\n");
            rows.append(epoch + ",validation,structures,dice,lv," + 0.1 * (epoch + seed) + "\n");
            rows.append(epoch + ",validation,structures,dice,mean," + 0.1 * (epoch + seed) + "\n");
        }
        scores.forEach((name, value) -> rows.append("2,test,structures,dice," + name + "," + value + "\n"));
        return rows.toString();
    }

    private static String lines(List<String> rows) {
        return rows.isEmpty() ? "" : String.join("\n", rows) + "\n";
    }

    private static void file(Path folder, String name, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
