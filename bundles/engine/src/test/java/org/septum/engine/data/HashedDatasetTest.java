// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Dataset;

class HashedDatasetTest {

    /** What a dataset tells must not end at what is put around it: a default would be silent. */
    @Test
    void handsOnEverythingThatADatasetTells() {
        List<String> own = Arrays.stream(HashedDataset.class.getDeclaredMethods())
                .map(Method::getName)
                .toList();
        assertThat(Arrays.stream(Dataset.class.getDeclaredMethods())
                        .filter(method -> !method.isSynthetic())
                        .map(Method::getName))
                .allMatch(own::contains);
    }
}
