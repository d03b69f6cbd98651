// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Tells by a file's first bytes what it is, where it is not what its place is for. */
public final class Beginning {

    private static final int BYTES = 512;

    private static final int DICOM_AT = 128;

    private Beginning() {}

    /**
     * What a file is, with what to do about it, as a part of a message.
     *
     * @return begins with a colon; empty if the file is not known
     */
    public static String hint(Path file) {
        String start;
        try (InputStream in = Files.newInputStream(file)) {
            start = new String(in.readNBytes(BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
        String text = start.stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("version https://git-lfs")) {
            return ": it is a pointer of Git LFS, which stands for the file; 'git lfs pull' in its repository gets it";
        }
        if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            return ": it is a web page, such as a server sends in the place of a file; get the file again";
        }
        if (start.startsWith("DICM", DICOM_AT)) {
            return ": it is a DICOM file; convert the series to NIfTI, for example with dcm2niix";
        }
        if (start.startsWith("PK\3\4")) {
            return ": it is a ZIP archive; unpack it";
        }
        if (start.startsWith("\u0089HDF")) {
            return ": it is an HDF5 file (MINC 2, MATLAB 7.3); convert it";
        }
        return "";
    }
}
