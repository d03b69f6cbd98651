// SPDX-License-Identifier: Apache-2.0
package org.septum.common.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {

    @Test
    void readsLinux() {
        String xeon = """
                processor\t: 0
                model name\t: Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz
                flags\t\t: fpu sse2 fma avx avx2 avx512f avx512_vnni avx512_bf16 amx_bf16 amx_tile amx_int8
                processor\t: 1
                model name\t: another
                """;

        assertThat(Processor.fromCpuinfo(xeon))
                .isEqualTo(new Processor(
                        "Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz",
                        List.of("AVX2", "FMA", "AVX-512", "AVX-512 VNNI", "AVX-512 BF16", "AMX", "AMX BF16")));
        assertThat(Processor.fromCpuinfo("processor\t: 0\nFeatures\t: fp asimd sve bf16\n"))
                .isEqualTo(new Processor("", List.of("NEON", "SVE", "BF16")));
    }

    @Test
    void readsMacOs() {
        assertThat(Processor.fromSysctl("Apple M2", " ")).isEqualTo(new Processor("Apple M2", List.of("NEON")));
        assertThat(Processor.fromSysctl("Intel(R) Core(TM) i7", "FPU SSE FMA AVX2")
                        .features())
                .containsExactly("AVX2", "FMA");
    }
}
