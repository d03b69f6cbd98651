// SPDX-License-Identifier: Apache-2.0
package org.septum.services.measure;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Times the training step of the U-Net on random data. */
@ProviderType
public interface Benchmark {

    /**
     * What to time.
     *
     * @param precision float32, bfloat16 or auto
     * @param backend a backend's type name, or auto
     */
    record Settings(int base, int size, int batch, int steps, String precision, String backend, String device) {}

    /** What was measured, in seconds and MB; names as in the PyTorch benchmark it is compared with. */
    record Result(
            String engine,
            String precision,
            double stepMedian,
            double stepBest,
            double inferMedian,
            double inferBest,
            long peakRssMb,
            List<OperationTime> operations) {}

    Result measure(Settings settings);
}
