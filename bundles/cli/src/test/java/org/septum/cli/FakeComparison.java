// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.septum.api.report.CaseValue;
import org.septum.services.compare.RunComparison;
import org.septum.services.compare.Table;

/** Notes what it is asked for and answers with one table. */
final class FakeComparison implements RunComparison {

    static final Table TABLE = new Table(
            "two runs", List.of(Table.Column.text("RUN"), Table.Column.number("DICE")), List.of(List.of("a", "0.9")));

    Listing listed;
    List<Path> compared;
    Request requested;

    @Override
    public Table list(Listing listing) {
        listed = listing;
        return TABLE;
    }

    @Override
    public Table difference(Path first, Path second) {
        compared = List.of(first, second);
        return TABLE;
    }

    @Override
    public Result compare(Request request) {
        requested = request;
        return new Result(List.of(TABLE), List.of("single seed"), List.of(Path.of("c/comparison.html")));
    }

    @Override
    public PostProcessingEffect effect(Path ablation, String name, List<CaseValue> without, List<CaseValue> with) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Folds crossValidate(Path ablation, Optional<String> variant, boolean withoutMissing) {
        List<Path> runs = List.of(ablation.resolve("a"), ablation.resolve("b"));
        return new Folds(
                List.of(new CrossValidated(variant.orElse("base"), runs, TABLE)),
                List.of("fold 2 is missing"),
                output -> List.of(output.resolve("cases.csv")));
    }
}
