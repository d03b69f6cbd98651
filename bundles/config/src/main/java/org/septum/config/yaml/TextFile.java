// SPDX-License-Identifier: Apache-2.0
package org.septum.config.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.septum.api.UserError;

/** Turns a file's bytes into text: UTF-8, with or without a byte order mark. */
final class TextFile {

    private static final int MARK = 0xfeff;

    private TextFile() {}

    /**
     * The text of some bytes.
     *
     * @param file where they are from, for messages
     * @throws UserError if they are of another encoding
     */
    static String decoded(byte[] bytes, Path file) {
        if (isUtf16(bytes)) {
            throw new UserError(file
                    + ": this file is in UTF-16, as Windows PowerShell's > writes it; allowed is UTF-8: save it anew,"
                    + " or write it with | Out-File -Encoding utf8");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            long line = text.chars().filter(c -> c == '\n').count() + 1;
            throw new UserError(
                    file + ":" + line + ": this line is not UTF-8: byte " + (in.position() + 1) + " of the file is "
                            + String.format(Locale.ROOT, "0x%02x", bytes[in.position()])
                            + "; save the file in UTF-8");
        }
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }

    /** By its byte order mark, or by the zero byte that every other byte of plain English is. */
    private static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return first == 0xff && second == 0xfe
                || first == 0xfe && second == 0xff
                || first == 0 && second != 0
                || first != 0 && second == 0;
    }
}
