// SPDX-License-Identifier: Apache-2.0
package org.septum.api.run;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Times the training step of the U-Net on random data. */
@ProviderType
public interface Benchmark {

    /** What to time. */
    record Settings(int base, int size, int batch, int steps, String precision, String backend, String device) {}

    /**
     * Time spent in one operation.
     *
     * @param label the operation
     * @param phase forward, backward or optimizer
     * @param calls how often it occurs in a step
     * @param seconds its median time in a step, all calls together
     */
    record OperationTime(String label, String phase, int calls, double seconds) {}

    /** What was measured, in seconds and MB; names as in the PyTorch benchmark it is compared with. */
    record Result(
            String engine,
            double stepMedian,
            double stepBest,
            double inferMedian,
            double inferBest,
            long peakRssMb,
            List<OperationTime> operations) {}

    Result measure(Settings settings);
}
