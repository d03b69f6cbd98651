// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.septum.api.RunFailure;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.report.CaseValue;
import org.septum.common.files.OwnFolder;
import org.septum.common.run.RunFolders;
import org.septum.compare.folds.CrossValidation;
import org.septum.compare.folds.RescoredFolds;
import org.septum.compare.model.Comparer;
import org.septum.compare.model.Comparison;
import org.septum.compare.model.Tolerance;
import org.septum.compare.read.RunFolder;
import org.septum.compare.report.CasePictures;
import org.septum.compare.report.ComparisonReport;
import org.septum.services.compare.RunComparison;
import org.septum.services.compare.Table;
import org.septum.services.data.PicturePainter;
import org.septum.services.run.RunViewer;

/** Compares runs from what they recorded; no plugin that made them is needed, except for pictures of their predictions. */
@Component
public final class RecordedRunComparison implements RunComparison {

    private static final System.Logger LOG = System.getLogger(RecordedRunComparison.class.getName());

    private final Optional<RunViewer> viewer;
    private final Optional<PicturePainter> painter;

    /**
     * @param viewer predicts cases again; may be missing
     * @param painter paints them; may be missing
     */
    @Activate
    public RecordedRunComparison(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) RunViewer viewer,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) PicturePainter painter) {
        this.viewer = Optional.ofNullable(viewer);
        this.painter = Optional.ofNullable(painter);
    }

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
                        selection.runs(),
                        request.baseline().or(selection::baseline),
                        new Tolerance(request.commonCases(), request.acceptChanges(), selection.acceptedChanges()))
                .compare();
        ComparisonReport report = new ComparisonReport(comparison);
        Path folder = request.output().orElseGet(() -> beside(request.paths()));
        List<String> warnings = new ArrayList<>(selection.notes());
        warnings.addAll(report.notes());
        Optional<byte[]> pictures = request.pictures() ? pictures(comparison, warnings) : Optional.empty();
        return new Result(report.tables(), warnings, report.write(folder, pictures));
    }

    @Override
    public Folds crossValidate(Path ablation, Optional<String> variant, boolean withoutMissing) {
        List<String> warnings = new ArrayList<>();
        List<CrossValidation> all = CrossValidation.of(ablation, variant, withoutMissing, warnings);
        List<CrossValidated> validated = all.stream()
                .map(each -> new CrossValidated(each.name(), each.folders(), each.table()))
                .toList();
        return new Folds(validated, warnings, output -> {
            new OwnFolder(ablation).make(output);
            return all.stream().map(each -> each.write(output)).toList();
        });
    }

    @Override
    public PostProcessingEffect effect(Path ablation, String name, List<CaseValue> without, List<CaseValue> with) {
        RescoredFolds folds = new RescoredFolds(name, with);
        return new PostProcessingEffect(folds.table(new CaseIntervals().changes(without, with)), output -> {
            new OwnFolder(ablation).make(output);
            return folds.write(output);
        });
    }

    /** Whatever keeps the models from predicting again, the numbers are there. */
    private Optional<byte[]> pictures(Comparison comparison, List<String> warnings) {
        if (viewer.isEmpty() || painter.isEmpty()) {
            warnings.add("the page has no pictures: the bundle org.septum.engine or org.septum.reporting is not there");
            return Optional.empty();
        }
        try {
            return new CasePictures(comparison, viewer.get(), painter.get()).sheet();
        } catch (UserError | WiringError | RunFailure e) {
            LOG.log(Level.DEBUG, "no pictures", e);
            warnings.add("the page has no pictures, since the models could not predict again: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The folder {@code comparison} in a folder of runs, or else in the nearest folder that holds all the given ones. */
    private static Path beside(List<Path> paths) {
        Path common = null;
        for (Path path : paths) {
            Path absolute = path.toAbsolutePath().normalize();
            Path model = RunFolders.evaluated(absolute).orElse(absolute);
            Path folder = RunFolder.isRun(absolute) ? model.getParent() : absolute;
            if (common == null) {
                common = folder;
            }
            while (!folder.startsWith(common)) {
                common = common.getParent();
            }
        }
        Path here = Path.of("").toAbsolutePath();
        Path folder = common.resolve("comparison");
        new OwnFolder(common).checkFolder(folder);
        return folder.startsWith(here) ? here.relativize(folder) : folder;
    }
}
