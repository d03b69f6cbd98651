// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.util.List;
import org.septum.api.UserError;

/** Some of a dataset's files cannot be used. The message may tell of a few only; here are all. */
public final class UnusableFiles extends UserError {

    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    /**
     * @param message for a reader who wants to know why the work cannot begin
     * @param problems what is wrong with each file, the file's name included
     */
    public UnusableFiles(String message, List<String> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    /** What is wrong with each file. */
    public List<String> problems() {
        return problems;
    }
}
