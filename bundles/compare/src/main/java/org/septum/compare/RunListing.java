// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import static org.septum.services.compare.Table.Column.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.septum.api.Printable;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.common.text.NearestName;
import org.septum.common.text.Words;
import org.septum.compare.read.RunFolder;
import org.septum.compare.read.Score;
import org.septum.services.compare.RunComparison.Listing;
import org.septum.services.compare.Table;

/** The table of past runs, filtered and sorted by any setting or metric. */
final class RunListing {

    private static final String TYPE = ".type";
    private static final String DAMAGED = "damaged";
    private static final int MOST_HEADLINES = 50;
    private static final List<String> ABOUT = List.of("name", "variant", "seed", "status", "start");

    private final Listing listing;
    /** What each run can be asked for, by path. */
    private final SortedMap<Path, Map<String, String>> runs = new TreeMap<>();
    /** What is wrong with runs, by path. */
    private final SortedMap<Path, String> damaged = new TreeMap<>();

    private final Set<String> known = new TreeSet<>(ABOUT);
    /** How many runs have a score that is shown unasked. */
    private final Map<String, Integer> headlines = new LinkedHashMap<>();

    private final Set<String> shown = new LinkedHashSet<>();

    RunListing(Listing listing) {
        this.listing = listing;
        RunFolder.Found found = RunFolder.find(listing.folder());
        damaged.putAll(found.damaged());
        found.damaged().keySet().forEach(path -> runs.put(path, Map.of("status", DAMAGED, "start", "-")));
        found.ensembles().forEach(path -> runs.put(path, Map.of("status", "ensemble, not evaluated", "start", "-")));
        found.runs().forEach(run -> runs.put(run.path(), properties(run)));
        runs.values().forEach(values -> known.addAll(values.keySet()));
    }

    /** Everything that a run can be asked for: its settings, its status, and the last value of every score. */
    private Map<String, String> properties(RunFolder run) {
        Map<String, String> found = new LinkedHashMap<>(run.settings());
        found.put("variant", run.variant());
        found.put("status", run.status());
        found.put("start", run.provenance().start());
        addComponents(found);
        if (run.hasHistory()) {
            try {
                run.lastScores().forEach((score, value) -> {
                    found.put(score.path(), Double.toString(value));
                    if (headline(score)) {
                        headlines.merge(score.path(), 1, Integer::sum);
                    }
                });
            } catch (UserError e) {
                damaged.put(run.path(), e.getMessage());
            }
        }
        return found;
    }

    /** Components by the name that --set takes: {@code heads.lv.loss}, and {@code heads.lv.metrics} for a list of them. */
    private static void addComponents(Map<String, String> found) {
        Map<String, List<String>> types = new LinkedHashMap<>();
        found.forEach((key, type) -> {
            if (key.endsWith(TYPE)) {
                String place = key.substring(0, key.length() - TYPE.length()).replaceFirst("\\[\\d+]$", "");
                types.computeIfAbsent(place, any -> new ArrayList<>()).add(type);
            }
        });
        types.forEach((place, all) ->
                found.putIfAbsent(place, found.containsKey(place + TYPE) ? all.get(0) : all.toString()));
    }

    private static boolean headline(Score score) {
        return score.part() == Part.TEST && score.overall() && !score.metric().equals("loss");
    }

    Table table() {
        List<Filter> filters = listing.filters().stream().map(Filter::of).toList();
        filters.forEach(filter -> require(filter.key(), "--filter"));
        listing.shown().forEach(key -> require(key, "--show"));
        shown.addAll(headlines());
        shown.addAll(listing.shown());
        filters.forEach(filter -> shown.add(filter.key()));
        listing.sort().ifPresent(key -> {
            require(key, "--sort");
            shown.add(key);
        });
        ABOUT.forEach(shown::remove);
        List<Path> chosen = new ArrayList<>(runs.keySet());
        filters.forEach(
                filter -> chosen.removeIf(run -> !filter.accepts(runs.get(run).get(filter.key()))));
        listing.sort()
                .ifPresent(key ->
                        chosen.sort(Comparator.comparing(run -> runs.get(run).get(key), order())));
        if (listing.reverse()) {
            Collections.reverse(chosen);
        }
        return table(chosen);
    }

    /** The scores that most runs have: one run with very many must not make all others unreadable. */
    private List<String> headlines() {
        if (headlines.size() <= MOST_HEADLINES) {
            return List.copyOf(headlines.keySet());
        }
        return headlines.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_HEADLINES)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Table table(List<Path> chosen) {
        List<Table.Column> columns = new ArrayList<>(List.of(text("RUN"), text("STATUS"), text("STARTED")));
        shown.forEach(key -> columns.add(Table.Column.number(key)));
        List<List<String>> rows = new ArrayList<>();
        for (Path run : chosen) {
            Map<String, String> found = runs.get(run);
            List<String> row = new ArrayList<>();
            String path = listing.folder().relativize(run).toString();
            row.add(path.isEmpty() ? "." : path);
            row.add(found.get("status"));
            row.add(found.get("start").replaceFirst("T", " ").replaceFirst(":\\d\\d(\\.\\d+)?Z$", ""));
            shown.forEach(key -> row.add(Numbers.shortened(found.getOrDefault(key, "-"))));
            rows.add(row);
        }
        StringBuilder title = new StringBuilder(rows.size() + " of " + Words.count(runs.size(), "run") + " in "
                + Printable.line(listing.folder().toString()));
        if (headlines.size() > MOST_HEADLINES) {
            title.append("; ")
                    .append(headlines.size() - MOST_HEADLINES)
                    .append(" of their scores are not shown, --show has each");
        }
        damaged.forEach((path, what) -> title.append("\n- damaged: ")
                .append(Printable.line(what.startsWith(Printable.line(path.toString())) ? what : path + ": " + what)));
        return new Table(title.toString(), columns, rows);
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
