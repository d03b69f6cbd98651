// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.septum.api.UserError;
import org.septum.common.files.AtomicFile;
import org.septum.common.files.OutputFolder;
import org.septum.common.files.Sha256;
import org.septum.common.run.RunFiles;
import org.septum.services.run.RunKeeper.Packed;

/** A run in a zip file. Reading one writes nothing: its texts go to memory; only plugins are unpacked, when that is asked for. */
public record PackFile(Path file) {

    static final int MOST_ENTRIES = 1000;
    static final long LARGEST_EXPERIMENT = 1 << 20;
    /** Those with native libraries have some hundred megabytes. */
    static final long LARGEST_PLUGIN = 1L << 30;

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._+=,-]*(/[A-Za-z0-9][A-Za-z0-9._+=,-]*)*";

    /** Zip files know no time before; every entry has this one, so that the bytes depend on the contents alone. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** Something that goes into a pack. */
    public interface Source {
        public InputStream open() throws IOException;
    }

    /** Writes the entries in the order of their names, uncompressed: compressors differ from machine to machine. */
    public void write(SortedMap<String, Source> entries) {
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, Source> source : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(source.getKey());
                entry.setTimeLocal(TIME);
                measure(entry, source.getValue());
                zip.putNextEntry(entry);
                try (InputStream in = source.getValue().open()) {
                    in.transferTo(zip);
                }
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    private static void measure(ZipEntry entry, Source source) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(source.open(), new CRC32())) {
            entry.setSize(in.transferTo(OutputStream.nullOutputStream()));
            entry.setCrc(in.getChecksum().getValue());
        }
    }

    /**
     * Reads the experiment and the lock.
     *
     * @throws UserError if it is no pack, or one of its names or sizes is not allowed
     */
    public Packed read() {
        if (Files.isDirectory(file)) {
            throw new UserError(file + ": this is a folder; name the .zip file that 'septum pack' has written");
        }
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + ": there is no such pack");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            checkNames(zip);
            return new Packed(
                    text(zip, RunFiles.EXPERIMENT, LARGEST_EXPERIMENT),
                    text(zip, PinnedExperiment.FILE, PinnedExperiment.LARGEST));
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    /** @param cause the JDK answers names that are not UTF-8 with an {@link IllegalArgumentException} */
    private UserError damaged(Exception cause) {
        return new UserError(file + ": this pack is damaged: " + cause.getMessage() + "; get it again", cause);
    }

    private UserError tooLarge(String name, long most) {
        return new UserError(file + ": " + name + " in this pack has more than " + most + " bytes, the most allowed");
    }

    /**
     * Writes plugins' jars into a folder, which is made if it is missing; one that lies there already is left alone. Nothing
     * of what they hold is read. One that is refused is not written.
     *
     * @return the jars, in the order of the plugins
     * @throws UserError if the pack does not hold a jar with its plugin's SHA-256, or a file of its name is in the way
     */
    public List<Path> extract(List<PackedPlugin> plugins, Path folder) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            checkNames(zip);
            for (PackedPlugin plugin : plugins) {
                check(zip, plugin);
            }
            List<PackedPlugin> wanting =
                    plugins.stream().filter(plugin -> !isIn(folder, plugin)).toList();
            OutputFolder.make(folder);
            for (PackedPlugin plugin : wanting) {
                AtomicFile.write(jar(folder, plugin), out -> copy(zip, zip.getEntry(plugin.entry()), out));
            }
            return plugins.stream().map(plugin -> jar(folder, plugin)).toList();
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    private void check(ZipFile zip, PackedPlugin plugin) throws IOException {
        ZipEntry entry = zip.getEntry(plugin.entry());
        if (entry == null) {
            throw new UserError(file + ": the run used the plugin " + plugin.label() + ", but there is no "
                    + plugin.entry() + " in this pack; get it again");
        }
        MessageDigest found = Sha256.digest();
        copy(zip, entry, new DigestOutputStream(OutputStream.nullOutputStream(), found));
        String sum = HexFormat.of().formatHex(found.digest());
        if (!sum.equals(plugin.sha256())) {
            throw new UserError(file + ": the SHA-256 of " + plugin.entry() + " in this pack is " + sum
                    + ", but the run used the plugin " + plugin.label() + " with " + plugin.sha256()
                    + "; this is another program, do not use it");
        }
    }

    private static Path jar(Path folder, PackedPlugin plugin) {
        return folder.resolve(Path.of(plugin.entry()).getFileName());
    }

    private static boolean isIn(Path folder, PackedPlugin plugin) {
        Path jar = jar(folder, plugin);
        if (!Files.exists(jar, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        String there = Sha256.orReason(jar);
        if (!there.equals(plugin.sha256())) {
            throw new UserError(jar + ": another file is there, its SHA-256 is " + there
                    + "; take it away, or name another folder with -o");
        }
        return true;
    }

    private void copy(ZipFile zip, ZipEntry entry, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (InputStream in = zip.getInputStream(entry)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > LARGEST_PLUGIN) {
                    throw tooLarge(entry.getName(), LARGEST_PLUGIN);
                }
                out.write(buffer, 0, read);
            }
        }
    }

    private void checkNames(ZipFile zip) {
        if (zip.size() > MOST_ENTRIES) {
            throw new UserError(
                    file + ": this is not a pack: it has " + zip.size() + " entries, allowed are " + MOST_ENTRIES);
        }
        Set<String> names = new HashSet<>();
        zip.stream().map(ZipEntry::getName).forEach(name -> {
            if (!name.matches(NAME)) {
                throw new UserError(
                        file + ": this is not a pack: it has an entry '" + name
                                + "'; allowed are names of letters, digits and . _ + = , - in folders, none beginning with a dot");
            }
            if (!names.add(name)) {
                throw new UserError(file + ": this is not a pack: it has two entries '" + name + "'");
            }
        });
    }

    private String text(ZipFile zip, String name, long most) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new UserError(
                    file + ": this is not a pack: there is no " + name + " in it; 'septum pack' makes packs");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) most + 1);
            if (bytes.length > most) {
                throw tooLarge(name, most);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
