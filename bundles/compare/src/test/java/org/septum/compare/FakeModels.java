// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.septum.api.UserError;
import org.septum.api.data.Image;
import org.septum.api.data.Part;
import org.septum.api.report.CaseView;
import org.septum.services.run.RunViewer;

/**
 * Models that see three slices of four pixels in each case, all of them true. The baseline finds every pixel; the others
 * miss one in the second slice and three in the last.
 *
 * @param missing folders' names: whose data is not there
 * @param asked the folders of the runs that predicted
 */
public record FakeModels(List<String> missing, List<String> asked) implements RunViewer {

    public FakeModels(List<String> missing) {
        this(missing, new ArrayList<>());
    }

    private static final int[][] PREDICTIONS = {{1, 1, 1, 1}, {1, 0, 1, 1}, {0, 0, 1, 0}};

    @Override
    public Map<String, List<CaseView>> views(Path run, Part part, String head, List<String> cases) {
        asked.add(run.getFileName().toString());
        String variant = run.getParent().getFileName().toString();
        if (missing.contains(variant)) {
            throw new UserError(run + ": no data");
        }
        Map<String, List<CaseView>> views = new LinkedHashMap<>();
        for (String id : cases) {
            List<CaseView> slices = IntStream.range(0, 3)
                    .mapToObj(slice -> new CaseView(
                            id + "-" + slice,
                            new Image(1, 2, 2, new float[4]),
                            List.of("background", head),
                            new int[] {1, 1, 1, 1},
                            PREDICTIONS[variant.equals("base") ? 0 : slice]))
                    .toList();
            views.put(id, slices);
        }
        return views;
    }
}
