// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.data.SplitFactory;

class OwnSeedTest {

    static Stream<Arguments> randomSplits() {
        return Stream.of(
                Arguments.of(new ByGroupFactory(), Map.of()),
                Arguments.of(new BySliceFactory(), Map.of()),
                Arguments.of(new KFoldFactory(), Map.of("fold", 1)));
    }

    @ParameterizedTest
    @MethodSource("randomSplits")
    void isTheExperimentsUnlessGiven(SplitFactory factory, Map<String, ?> options) {
        assertThat(seed(factory, options)).isEmpty();
        Map<String, Object> seeded = new HashMap<>(options);
        seeded.put("seed", 9_000_000_000L);
        assertThat(seed(factory, seeded)).hasValue(9_000_000_000L);
    }

    private static OptionalLong seed(SplitFactory factory, Map<String, ?> options) {
        return factory.create(org.septum.api.Arguments.of(factory.options(), options))
                .seed();
    }
}
