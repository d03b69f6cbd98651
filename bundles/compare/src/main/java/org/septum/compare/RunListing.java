// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.septum.api.NearestName;
import org.septum.api.UserError;
import org.septum.api.compare.RunComparison.Listing;
import org.septum.api.compare.Table;
import org.septum.compare.read.RunFolder;
import org.septum.compare.read.Score;

/** The table of past runs, filtered and sorted by any setting or metric. */
final class RunListing {

    private static final List<String> ABOUT = List.of("name", "variant", "seed", "status", "start");

    private final Listing listing;
    private final List<RunFolder> runs;
    private final List<Map<String, String>> properties = new ArrayList<>();
    private final Set<String> known = new TreeSet<>(ABOUT);
    private final Set<String> shown = new LinkedHashSet<>();

    RunListing(Listing listing) {
        this.listing = listing;
        this.runs = RunFolder.find(listing.folder());
        for (RunFolder run : runs) {
            Map<String, String> found = properties(run);
            properties.add(found);
            known.addAll(found.keySet());
        }
    }

    /** Everything that a run can be asked for: its settings, its status, and the last value of every score. */
    private Map<String, String> properties(RunFolder run) {
        Map<String, String> found = new LinkedHashMap<>(run.settings());
        found.put("variant", run.variant());
        found.put("status", run.status());
        found.put("start", run.provenance().start());
        if (run.hasHistory()) {
            run.history().values().forEach((score, values) -> {
                found.put(score.path(), Double.toString(values.get(values.lastKey())));
                if (headline(score)) {
                    shown.add(score.path());
                }
            });
        }
        return found;
    }

    private static boolean headline(Score score) {
        return score.part().equals("test") && score.overall() && !score.metric().equals("loss");
    }

    Table table() {
        List<Filter> filters = listing.filters().stream().map(Filter::of).toList();
        filters.forEach(filter -> require(filter.key(), "--filter"));
        listing.shown().forEach(key -> require(key, "--show"));
        shown.addAll(listing.shown());
        filters.forEach(filter -> shown.add(filter.key()));
        listing.sort().ifPresent(key -> {
            require(key, "--sort");
            shown.add(key);
        });
        ABOUT.forEach(shown::remove);
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Map<String, String> found = properties.get(i);
            if (filters.stream().allMatch(filter -> filter.accepts(found.get(filter.key())))) {
                chosen.add(i);
            }
        }
        listing.sort()
                .ifPresent(key ->
                        chosen.sort(Comparator.comparing(i -> properties.get(i).get(key), order())));
        if (listing.reverse()) {
            Collections.reverse(chosen);
        }
        return table(chosen);
    }

    private Table table(List<Integer> chosen) {
        List<Table.Column> columns = new ArrayList<>();
        for (String heading : List.of("RUN", "STATUS", "STARTED")) {
            columns.add(Table.Column.text(heading));
        }
        shown.forEach(key -> columns.add(Table.Column.number(key)));
        List<List<String>> rows = new ArrayList<>();
        for (int i : chosen) {
            Map<String, String> found = properties.get(i);
            List<String> row = new ArrayList<>();
            String path = listing.folder().relativize(runs.get(i).path()).toString();
            row.add(path.isEmpty() ? "." : path);
            row.add(found.get("status"));
            row.add(found.get("start").replaceFirst("T", " ").replaceFirst(":\\d\\d(\\.\\d+)?Z$", ""));
            shown.forEach(key -> row.add(Numbers.shortened(found.getOrDefault(key, "-"))));
            rows.add(row);
        }
        return new Table(rows.size() + " of " + runs.size() + " runs in " + listing.folder(), columns, rows);
    }

    private void require(String key, String option) {
        if (!known.contains(key)) {
            throw new UserError(option + " " + key + ": no run in " + listing.folder() + " has such a setting or metric"
                    + NearestName.slip(key, known)
                            .map(name -> "; did you mean '" + name + "'?")
                            .orElse("; metrics are written as in test/HEAD/METRIC, settings as in model.depth"));
        }
    }

    /** Runs without the value come last; numbers with the largest first, before texts in their order. */
    private static Comparator<String> order() {
        return Comparator.nullsLast((a, b) -> {
            boolean numeric = Numbers.isNumber(a) && Numbers.isNumber(b);
            if (numeric) {
                double x = Double.parseDouble(a);
                double y = Double.parseDouble(b);
                return Double.isNaN(x) || Double.isNaN(y)
                        ? Boolean.compare(Double.isNaN(x), Double.isNaN(y))
                        : Double.compare(y, x);
            }
            return a.compareTo(b);
        });
    }
}
