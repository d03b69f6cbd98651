// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.septum.api.ablation.TaskState;
import org.septum.services.ablation.AblationRunner;

/** An ablation of one finished and one waiting run, which ends as a test has set. */
final class FakeAblations implements AblationRunner {

    final List<String> calls = new ArrayList<>();
    TaskState end = TaskState.FINISHED;
    String refusal = "";

    @Override
    public Overview overview(Request request) {
        calls.add("plan " + request.experiment() + " " + request.overrides() + " in " + request.runs()
                + ", changed runs are " + request.changed().name().toLowerCase(Locale.ROOT));
        return overview(TaskState.WAITING, "");
    }

    @Override
    public double estimate(Request request) {
        return 150;
    }

    @Override
    public Overview run(Request request, boolean keepGoing, Progress progress) {
        calls.add(keepGoing ? "run, keep going" : "run");
        Overview overview =
                overview(end, end == TaskState.FAILED ? "exit code 4" : end == TaskState.WAITING ? "job 7" : "");
        progress.changed(overview, overview.trainings().get(1));
        progress.changed(overview, overview.trainings().get(1));
        progress.said(overview, overview.trainings().get(1), "epoch 1");
        return overview;
    }

    private Overview overview(TaskState second, String detail) {
        return new Overview(
                "x",
                "base",
                Path.of("runs/x"),
                List.of(
                        new Training("base", "seed 1", Path.of("a"), TaskState.FINISHED, ""),
                        new Training("no-skip", "seed 1", Path.of("b"), second, detail)),
                List.of("labels of p1 (base, seed 1)"),
                refusal,
                List.of("a note"));
    }
}
