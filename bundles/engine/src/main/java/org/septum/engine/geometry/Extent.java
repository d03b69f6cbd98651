// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Optional;
import org.septum.common.text.Words;

/** From the least to the greatest of some lengths, in mm, all above 0. */
record Extent(double least, double greatest) {

    /** Empty if there is no length among them. */
    static Optional<Extent> of(List<Double> lengths) {
        List<Double> known = lengths.stream()
                .filter(length -> length > 0 && Double.isFinite(length))
                .sorted()
                .toList();
        return known.isEmpty() ? Optional.empty() : Optional.of(new Extent(known.get(0), known.get(known.size() - 1)));
    }

    /** Reads what {@link #write} has written. */
    static Optional<Extent> read(JsonNode node) {
        return of(List.of(node.path(0).asDouble(), node.path(1).asDouble()));
    }

    void write(ArrayNode node) {
        node.add(least).add(greatest);
    }

    /** By what factor a length lies outside; 1 inside, and for what is no length. */
    double factor(double length) {
        return length > greatest ? length / greatest : length > 0 && length < least ? least / length : 1;
    }

    String text() {
        String from = Words.measure(least);
        String to = Words.measure(greatest);
        return from.equals(to) ? from : from + " to " + to;
    }
}
