// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.experiment.Experiment;
import org.septum.common.files.AtomicFile;
import org.septum.common.files.OwnFolder;
import org.septum.common.run.RunFiles;
import org.septum.engine.check.ExperimentCheck;
import org.septum.engine.pack.MissingPlugins;
import org.septum.engine.pack.PackFile;
import org.septum.engine.pack.PackedPlugin;
import org.septum.engine.pack.PinnedExperiment;
import org.septum.engine.record.InstalledBundles;
import org.septum.engine.record.RunFacts;
import org.septum.engine.reuse.LoadedRun;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.run.Settings;
import org.septum.engine.setup.Setup;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.run.ChangePolicy;
import org.septum.services.run.RunKeeper;

/** Locks experiments and packs runs. */
@Component
public final class ExperimentKeeper implements RunKeeper {

    /** What a pack has of a run, apart from its checkpoint; a run need not have all. */
    private static final List<String> FILES = List.of(
            RunFiles.EXPERIMENT,
            RunFiles.PROVENANCE,
            RunFiles.STATUS,
            RunFiles.METRICS,
            RunFiles.CASES,
            RunFiles.STEPS,
            RunFiles.REPORT);

    private final BundleContext context;
    private final GraphCompiler compiler;
    private final ExperimentReader reader;
    private final RecordedRunChanges changes;

    @Activate
    public ExperimentKeeper(
            BundleContext context, @Reference GraphCompiler compiler, @Reference ExperimentReader reader) {
        this.context = context;
        this.compiler = compiler;
        this.reader = reader;
        this.changes = new RecordedRunChanges(context, reader);
    }

    @Override
    public void lock(Experiment experiment, Path file) {
        AtomicFile.write(file, present(experiment).text());
    }

    private PinnedExperiment present(Experiment experiment) {
        try (Setup setup = ExperimentCheck.setup(experiment, compiler)) {
            return PinnedExperiment.of(RunFacts.of(context, setup), experiment.resolved());
        }
    }

    @Override
    public void checkLock(Experiment experiment, String lock, String source) {
        PinnedExperiment locked = PinnedExperiment.parse(lock, source);
        Settings settings = new Settings(reader.settings(locked.experiment(), source + ": experiment"));
        List<String> drift = locked.drift(present(experiment), settings, Settings.of(experiment));
        if (!drift.isEmpty()) {
            throw new UserError(source + ": the experiment is no longer what was locked:\n  - "
                    + String.join("\n  - ", drift)
                    + "\n  Go back to what was locked, or accept the change: 'septum lock' writes an experiment's lock anew,"
                    + " and without --locked nothing is compared");
        }
    }

    @Override
    public String readLock(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new UserError(file + ": there is no such lock; 'septum lock' writes it");
            }
            if (Files.size(file) > PinnedExperiment.LARGEST) {
                throw new UserError(file + ": this is not a lock: it has " + Files.size(file) + " bytes, allowed are "
                        + PinnedExperiment.LARGEST);
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserError(file + ": the lock cannot be read: " + e.getMessage(), e);
        }
    }

    /** Links in the run's folder may lead to the user's own files, which are not to be given away. */
    @Override
    public Path pack(Path run, Optional<Path> output, ChangePolicy policy) {
        RunDirectory directory = RunDirectory.existing(run);
        if (!directory.status().equals("finished")) {
            throw new UserError(
                    run + ": this run has not finished (" + directory.status() + "); only finished runs can be packed");
        }
        OwnFolder own = new OwnFolder(run);
        List<Path> files = FILES.stream()
                .map(run::resolve)
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .toList();
        files.forEach(own::checkFile);
        LoadedRun loaded = LoadedRun.of(directory, reader, Optional.empty(), policy);
        ObjectNode provenance = loaded.recorded().root().deepCopy();
        if (!provenance.path("data").isObject()) {
            throw new UserError(run + ": its provenance.json tells nothing of its data; run the experiment again");
        }
        Set<String> accepted = new TreeSet<>(loaded.recorded().record().acceptedChanges());
        accepted.addAll(changes.check(loaded, policy));
        if (!accepted.isEmpty()) {
            accepted.forEach(provenance.putArray("accepted-changes")::add);
        }
        TreeMap<String, PackFile.Source> entries = new TreeMap<>();
        files.forEach(file -> add(file.getFileName().toString(), file, entries));
        own.checkFile(loaded.checkpoint());
        add("checkpoints/" + loaded.checkpoint().getFileName(), loaded.checkpoint(), entries);
        addPlugins(run, provenance, entries);
        byte[] lock = PinnedExperiment.of(provenance, loaded.experiment().resolved())
                .text()
                .getBytes(StandardCharsets.UTF_8);
        entries.put(PinnedExperiment.FILE, () -> new ByteArrayInputStream(lock));
        Path file =
                output.orElseGet(() -> Path.of(run.toAbsolutePath().normalize().getFileName() + ".zip"));
        boolean replaced = Files.exists(file);
        new PackFile(file).write(entries);
        if (replaced) {
            policy.told().accept("replaced " + file + ", which was there before");
        }
        return file;
    }

    private static void add(String name, Path file, TreeMap<String, PackFile.Source> entries) {
        entries.put(name, () -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
    }

    private void addPlugins(Path run, JsonNode provenance, TreeMap<String, PackFile.Source> entries) {
        InstalledBundles installed = new InstalledBundles(context);
        for (PackedPlugin plugin : PackedPlugin.among(provenance, run.toString())) {
            Path jar = installed
                    .jar(plugin.sha256())
                    .orElseThrow(() -> new WiringError(run + ": the run used the plugin " + plugin.label()
                            + ", SHA-256 " + plugin.sha256()
                            + ", which is not installed; name that jar with --plugins"));
            entries.put(plugin.entry(), () -> Files.newInputStream(jar));
        }
    }

    @Override
    public Packed open(Path pack, boolean locked) {
        Packed packed = new PackFile(pack).read();
        new MissingPlugins(new InstalledBundles(context), pack).check(plugins(pack, packed), locked);
        return packed;
    }

    @Override
    public List<Path> extractPlugins(Path pack, Path folder) {
        PackFile file = new PackFile(pack);
        List<PackedPlugin> plugins = plugins(pack, file.read());
        if (plugins.isEmpty()) {
            throw new UserError(pack + ": the run used no plugins, so there are none in the pack");
        }
        return file.extract(plugins, folder);
    }

    private static List<PackedPlugin> plugins(Path pack, Packed packed) {
        PinnedExperiment lock = PinnedExperiment.parse(packed.lock(), pack.toString());
        return PackedPlugin.among(lock.root(), pack.toString());
    }
}
