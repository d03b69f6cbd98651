// SPDX-License-Identifier: Apache-2.0
package org.septum.common.machine;

/** How messages advise a larger heap for Java. */
public final class JavaHeap {

    private JavaHeap() {}

    /** The setting of a heap that is larger than the present one. */
    public static String more() {
        return more(0, Runtime.getRuntime().maxMemory());
    }

    /**
     * The same of a heap that holds a number of bytes as well: twice the present size or what is needed, in whole gigabytes.
     *
     * @param needed in bytes
     * @param present in bytes
     */
    public static String more(long needed, long present) {
        long gigabytes = (Math.max(needed, 2 * present) + (1L << 30) - 1) >> 30;
        return "SEPTUM_JAVA_OPTS=-Xmx" + gigabytes + "g";
    }
}
