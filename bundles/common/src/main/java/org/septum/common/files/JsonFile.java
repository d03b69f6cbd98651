// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.septum.api.UserError;

/** Reads records in JSON that anyone may have written: their size, their depth and the number of their parts are bounded. */
public final class JsonFile {

    /** Names, values, and the beginnings and ends of lists: what a million samples in half as many groups need. */
    private static final int MOST_PARTS = 4_000_000;

    /** Names are not interned, which takes a minute for a million of them. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxTokenCount(MOST_PARTS).build())
            .build());

    private JsonFile() {}

    /**
     * What is in a file.
     *
     * @param most how many bytes it may have
     * @param what the file should be, for example {@code the provenance of a run}
     * @throws UserError if it is missing, larger, or no JSON
     */
    public static JsonNode read(Path file, long most, String what) {
        try {
            return BoundedFile.read(file, most, JSON::readTree);
        } catch (JsonProcessingException e) {
            throw new UserError(file + ": this is not " + what + ": " + trouble(e), e);
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read as " + what + ": " + e.getMessage(), e);
        }
    }

    private static String trouble(JsonProcessingException failure) {
        return failure.getLocation() == null
                ? "it is nested deeper, or holds more parts, or longer names, texts or numbers, than is read"
                : "line " + failure.getLocation().getLineNr() + " is no JSON";
    }
}
