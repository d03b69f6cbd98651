// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.util.LinkedHashMap;
import java.util.Map;
import org.septum.datasets.files.Levels;

/**
 * Decodes volumes and keeps the last few, so that asking for all slices of a volume in a row decodes it once. Threads that
 * ask for the same volume wait for one of them to decode it.
 */
final class RecentVolumes {

    /**
     * For each thread that loads, one for each processor, the volume it has just left and the one it has begun: if only the
     * latter were kept, those that take long to decode would be thrown out by those that do not.
     */
    private static final int KEPT =
            Math.max(2, Math.min(8, 2 * Runtime.getRuntime().availableProcessors() - 1));

    private final Levels levels;

    private final Map<String, Volume> volumes = new LinkedHashMap<>(KEPT, 1, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Volume> eldest) {
            return size() > KEPT;
        }
    };

    RecentVolumes(Levels levels) {
        this.levels = levels;
    }

    /**
     * @param labels of all slices, row by row
     */
    record Decoded(Voxels image, int[] labels) {}

    /**
     * @throws org.septum.api.UserError if a file is damaged, labels do not fit to the image, or a label is not declared
     */
    Decoded get(VolumePair pair) {
        Volume volume;
        synchronized (volumes) {
            volume = volumes.computeIfAbsent(pair.id(), id -> new Volume());
        }
        return volume.decoded(pair);
    }

    private final class Volume {
        private Decoded decoded;

        synchronized Decoded decoded(VolumePair pair) {
            if (decoded == null) {
                NiftiFile labelFile = pair.labelFile();
                Voxels image = pair.imageFile().readIntensities();
                Voxels labels = labelFile.read();
                pair.checkFit(image.header(), labels.header());
                decoded = new Decoded(image, levels.labels(labels.levels(labelFile.what()), labelFile.what(), "voxel"));
            }
            return decoded;
        }
    }
}
