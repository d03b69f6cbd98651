// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

/** JSON of maps, lists, texts and numbers. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** On one line. */
    public static String of(Object value) {
        return written(MAPPER.writer(), value);
    }

    /** On many lines, for people and version control. */
    public static String pretty(Object value) {
        return written(MAPPER.writerWithDefaultPrettyPrinter(), value);
    }

    private static String written(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value, e);
        }
    }

    /** What a text means as JSON; the text itself if it is none, as a path is. */
    public static Object valueOrText(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException plain) {
            return text;
        }
    }
}
