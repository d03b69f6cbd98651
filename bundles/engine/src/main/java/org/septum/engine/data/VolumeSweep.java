// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.septum.api.RunFailure;
import org.septum.api.data.SampleInfo;
import org.septum.common.machine.JavaHeap;
import org.septum.common.text.Words;
import org.septum.services.data.DataInspector;

/** Goes through all samples in as many threads as there are processors; the slices of a volume stay in one thread. */
public final class VolumeSweep {

    private VolumeSweep() {}

    /** Memory that runs out while data are read has nothing to do with the size of batches. */
    private static <T> T looked(List<SampleInfo> volume, Supplier<T> look) {
        try {
            return look.get();
        } catch (OutOfMemoryError e) {
            throw new RunFailure(
                    "out of memory (" + e.getMessage() + ") while "
                            + volume.get(0).source() + ", volume "
                            + volume.get(0).volume() + ", was read; Java's heap has "
                            + Words.gigabytes(Runtime.getRuntime().maxMemory())
                            + ": give it more with " + JavaHeap.more() + ", or read fewer files at once with"
                            + " SEPTUM_JAVA_OPTS=-Djava.util.concurrent.ForkJoinPool.common.parallelism=1",
                    e);
        }
    }

    /**
     * Looks at every volume.
     *
     * @param progress told of each sample, from one thread at a time
     * @param look called with the samples of one volume, in order, from several threads; and with what it does after each
     * @return what was seen, in the order of the samples
     */
    public static <T> List<T> over(
            List<SampleInfo> samples, DataInspector.Progress progress, BiFunction<List<SampleInfo>, Runnable, T> look) {
        AtomicInteger done = new AtomicInteger();
        Runnable afterEach = () -> {
            synchronized (done) {
                progress.loaded(done.incrementAndGet(), samples.size());
            }
        };
        List<List<SampleInfo>> volumes = new ArrayList<>();
        String last = null;
        for (SampleInfo info : samples) {
            if (!info.volume().equals(last)) {
                volumes.add(new ArrayList<>());
                last = info.volume();
            }
            volumes.get(volumes.size() - 1).add(info);
        }
        return volumes.parallelStream()
                .map(volume -> looked(volume, () -> look.apply(volume, afterEach)))
                .toList();
    }
}
