// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.septum.datasets.files.Levels;
import org.septum.datasets.files.Notes;

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

    /** The memory that volumes may keep beyond the first two, in bytes. */
    private static final long ROOM = Runtime.getRuntime().maxMemory() / 4;

    private final Levels levels;
    private final Notes notes;

    private final Map<String, Volume> volumes = new LinkedHashMap<>(KEPT, 1, true);

    /**
     * @param notes is told what was noticed in the files
     */
    RecentVolumes(Levels levels, Notes notes) {
        this.levels = levels;
        this.notes = notes;
    }

    /**
     * @param labels of all slices, row by row
     */
    record Decoded(ChannelStack image, int[] labels) {

        long bytes() {
            return (4L + 4L * image.channels().size()) * labels.length;
        }
    }

    /**
     * @throws org.septum.api.UserError if a file is damaged, labels do not fit to the image, or a label is not declared
     */
    Decoded get(VolumePair pair) {
        Volume volume;
        synchronized (volumes) {
            volume = volumes.computeIfAbsent(pair.id(), id -> new Volume());
        }
        Decoded decoded = volume.decoded(pair);
        synchronized (volumes) {
            dropEldest(decoded.bytes());
        }
        return decoded;
    }

    /** Volumes of a dataset are about as large as each other. */
    private void dropEldest(long bytes) {
        long kept = Math.max(2, Math.min(KEPT, ROOM / bytes));
        Iterator<Volume> eldest = volumes.values().iterator();
        while (volumes.size() > kept) {
            eldest.next();
            eldest.remove();
        }
    }

    private final class Volume {
        private Decoded decoded;

        synchronized Decoded decoded(VolumePair pair) {
            if (decoded == null) {
                NiftiFile labelFile = pair.labelFile();
                ChannelStack image = ChannelStack.read(pair.imageFiles());
                Voxels labels = labelFile.read();
                Alignment alignment = pair.alignment(image.header(), labels.header());
                image.notes().forEach(note -> notes.add(note, pair.source()));
                labels.notes().forEach(note -> notes.add(note, pair.shown(pair.labels())));
                if (!alignment.equals(Alignment.AS_STORED)) {
                    notes.add("labels turned to lie on their image, as both headers say", pair.shown(pair.labels()));
                }
                int[] found = levels.labels(labels.levels(labelFile.what()), labelFile.what(), "voxel");
                decoded = new Decoded(
                        image, alignment.apply(found, labels.header().lengths()));
            }
            return decoded;
        }
    }
}
