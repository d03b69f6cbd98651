// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.compare.RunComparison;
import org.septum.api.compare.Table;
import org.septum.compare.model.Comparer;
import org.septum.compare.model.Comparison;
import org.septum.compare.read.RunFolder;
import org.septum.compare.report.ComparisonReport;

/** Compares runs from what they recorded; no plugin that made them is needed. */
@Component
public final class RecordedRunComparison implements RunComparison {

    @Override
    public Table list(Listing listing) {
        return new RunListing(listing).table();
    }

    @Override
    public Table difference(Path first, Path second) {
        return RunDifference.between(RunFolder.read(first), RunFolder.read(second));
    }

    @Override
    public Result compare(Request request) {
        Selection selection = Selection.of(request.paths());
        Comparison comparison = new Comparer(
                        selection.runs(), request.baseline().or(selection::baseline), request.commonCases())
                .compare();
        ComparisonReport report = new ComparisonReport(comparison);
        Path folder = request.output().orElseGet(() -> beside(request.paths()));
        List<Path> files = report.write(folder);
        List<String> warnings = new ArrayList<>(selection.notes());
        warnings.addAll(report.notes());
        return new Result(report.tables(), warnings, files);
    }

    /** The folder {@code comparison} in a folder of runs, or else in the nearest folder that holds all the given ones. */
    private static Path beside(List<Path> paths) {
        Path common = null;
        for (Path path : paths) {
            Path absolute = path.toAbsolutePath().normalize();
            Path folder = RunFolder.isRun(absolute) ? absolute.getParent() : absolute;
            if (common == null) {
                common = folder;
            }
            while (!folder.startsWith(common)) {
                common = common.getParent();
            }
        }
        Path here = Path.of("").toAbsolutePath();
        Path folder = common.resolve("comparison");
        return folder.startsWith(here) ? here.relativize(folder) : folder;
    }
}
