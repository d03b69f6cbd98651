// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.measure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.septum.cli.terminal.TextTable;
import org.septum.services.measure.Profiler.Saving;

/** Says what saving costs. */
final class SavingText {

    private SavingText() {}

    static String of(Saving saving) {
        TextTable table = new TextTable(Set.of(1), "SAVING", "MS");
        table.add("the training waits, median", milliseconds(saving.standstill()));
        table.add("a round takes longer, median", milliseconds(saving.median()));
        table.add(
                "a round takes longer, mean", milliseconds(saving.mean()) + " +- " + milliseconds(saving.meanError()));
        return String.join(
                "\n",
                saving.engine(),
                String.format(
                        Locale.ROOT,
                        "%d rounds of %d steps with a saving of %.1f MB (model %.1f, state %.1f) before them, and %d without",
                        saving.rounds(),
                        saving.roundSteps(),
                        (saving.modelBytes() + saving.stateBytes()) / 1e6,
                        saving.modelBytes() / 1e6,
                        saving.stateBytes() / 1e6,
                        saving.rounds()),
                "",
                String.join("\n", table.lines()),
                "",
                String.format(
                        Locale.ROOT,
                        "the steps of an epoch, %d of %.1f ms, take %.0f ms: saving after each adds %.1f %% (mean), %.1f %%"
                                + " (median)",
                        saving.stepsPerEpoch(),
                        saving.step() * 1e3,
                        epoch(saving) * 1e3,
                        100 * saving.mean() / epoch(saving),
                        100 * saving.median() / epoch(saving)));
    }

    static Map<String, Object> figures(Saving saving) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("engine", saving.engine());
        figures.put("rounds", saving.rounds());
        figures.put("round_steps", saving.roundSteps());
        figures.put("step_median", saving.step());
        figures.put("epoch_steps", saving.stepsPerEpoch());
        figures.put("model_bytes", saving.modelBytes());
        figures.put("state_bytes", saving.stateBytes());
        figures.put("standstill_median", saving.standstill());
        figures.put("cost_median", saving.median());
        figures.put("cost_mean", saving.mean());
        figures.put("cost_mean_error", saving.meanError());
        figures.put("share_of_epoch", saving.mean() / epoch(saving));
        return figures;
    }

    private static double epoch(Saving saving) {
        return saving.stepsPerEpoch() * saving.step();
    }

    private static String milliseconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds * 1e3);
    }
}
