// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nnunet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.data.Dataset;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.datasets.files.Channels;
import org.septum.datasets.files.IdPattern;
import org.septum.datasets.files.Levels;
import org.septum.datasets.files.Pairs;
import org.septum.datasets.folder.ImageFolder;
import org.septum.datasets.nifti.VolumeDataset;
import org.septum.datasets.nifti.VolumePair;

/** The cases of a folder, read once it is first asked for what dataset.json says. */
final class NnunetDataset implements Dataset {

    private final RawFolder folder;
    private final Optional<IdPattern> group;
    private Opened opened;

    /** What dataset.json says, and the files as they are read. */
    private record Opened(DatasetFile file, Dataset files) {}

    NnunetDataset(RawFolder folder, Optional<IdPattern> group) {
        this.folder = folder;
        this.group = group;
    }

    private synchronized Opened opened() {
        if (opened == null) {
            DatasetFile file = folder.datasetFile();
            opened = new Opened(file, files(file));
        }
        return opened;
    }

    private Dataset files(DatasetFile file) {
        Pairs pairs = folder.pairs(file);
        Channels channels = new Channels(
                file.channels().size(), file.channels(), pairs.images().belowTheirFolder());
        Levels levels = new Levels(file.labels().levels(), file.labels().ignored());
        if (file.isOfPictures()) {
            folder.refuseForPictures(VolumeDataset.CONTAINING);
            return ImageFolder.of(pairs, group, levels, channels);
        }
        return VolumeDataset.of(folder.arguments(), () -> volumes(pairs, file), levels, channels, file.citation());
    }

    private VolumeDataset.Found volumes(Pairs pairs, DatasetFile file) {
        folder.requireConvention(file);
        Pairs.Found found = pairs.find();
        folder.requireComplete(found.ids(), file);
        List<VolumePair> volumes = new ArrayList<>();
        for (String id : found.ids()) {
            volumes.add(new VolumePair(
                    id,
                    group.map(pattern -> pattern.required(id, folder.arguments()))
                            .orElse(id),
                    folder.root(),
                    pairs.images().paths(id).stream()
                            .map(folder.root()::resolve)
                            .toList(),
                    folder.root().resolve(pairs.partners().path(id)),
                    Map.of()));
        }
        return new VolumeDataset.Found(volumes, found.note());
    }

    /** Pictures are listed by what reads them, so that the folder is looked at here. */
    @Override
    public List<SampleInfo> samples() {
        DatasetFile file = opened().file;
        if (file.isOfPictures()) {
            folder.requireConvention(file);
            folder.requireComplete(folder.pairs(file).find().ids(), file);
        }
        return opened().files.samples();
    }

    /** What dataset.json says. */
    DatasetFile file() {
        return opened().file;
    }

    /** The files of a case, one for each channel. */
    List<Path> imageFiles(String id) {
        return folder.pairs(opened().file).images().paths(id).stream()
                .map(folder.root()::resolve)
                .toList();
    }

    @Override
    public int channels() {
        return opened().files.channels();
    }

    @Override
    public List<String> channelNames() {
        return opened().files.channelNames();
    }

    @Override
    public List<String> imageFiles() {
        return opened().files.imageFiles();
    }

    @Override
    public List<String> labels() {
        return opened().files.labels();
    }

    @Override
    public Set<String> ignored() {
        return opened().files.ignored();
    }

    @Override
    public Map<String, List<String>> regions() {
        return opened().file.labels().regions();
    }

    @Override
    public Sample load(SampleInfo info) {
        return opened().files.load(info);
    }

    @Override
    public String citation() {
        return opened().file.citation();
    }

    @Override
    public List<Integer> levels() {
        return opened().files.levels();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(opened().files.notes());
        folder.unlabelled(opened().file).ifPresent(notes::add);
        return notes;
    }
}
