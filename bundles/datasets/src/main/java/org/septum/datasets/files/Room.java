// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import org.septum.api.UserError;
import org.septum.common.machine.JavaHeap;

/** Whether there is memory for what a file says it holds, before it is taken: a header can claim any size. */
public final class Room {

    private Room() {}

    /**
     * @param what the file as messages name it
     * @param size its width, height and so on, for the message
     * @param bytes of memory that it takes while it is read
     * @throws UserError if that is more than half of what there can be
     */
    public static void check(String what, String size, long bytes) {
        check(what, size, bytes, Runtime.getRuntime().maxMemory());
    }

    static void check(String what, String size, long bytes, long all) {
        if (bytes > all / 2) {
            throw new UserError(what + " says it holds " + size + ", which take " + (bytes >> 20)
                    + " MiB of memory; allowed is half of the " + (all >> 20)
                    + " MiB that Java may take. Give it more with " + JavaHeap.more(2 * bytes, all)
                    + ", for example, or reduce the"
                    + " file; if it should not be that large, it is damaged");
        }
    }
}
