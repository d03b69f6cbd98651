// SPDX-License-Identifier: Apache-2.0
package org.septum.common.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The advised heap is larger than the present one, whatever that is. */
class JavaHeapTest {

    @Test
    void isTwiceThePresentOneOrWhatIsNeeded() {
        assertThat(JavaHeap.more(0, 512L << 20)).isEqualTo("SEPTUM_JAVA_OPTS=-Xmx1g");
        assertThat(JavaHeap.more(0, (3L << 30) + 1)).isEqualTo("SEPTUM_JAVA_OPTS=-Xmx7g");
        assertThat(JavaHeap.more(0, 16L << 30)).isEqualTo("SEPTUM_JAVA_OPTS=-Xmx32g");
        assertThat(JavaHeap.more(40L << 30, 16L << 30)).isEqualTo("SEPTUM_JAVA_OPTS=-Xmx40g");
        assertThat(JavaHeap.more()).matches("SEPTUM_JAVA_OPTS=-Xmx[1-9][0-9]*g");
    }
}
