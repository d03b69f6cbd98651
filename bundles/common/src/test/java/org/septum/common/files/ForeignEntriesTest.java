// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.septum.api.UserError;
import org.septum.common.run.RunLock;

/** Nothing that is written follows a link, or opens a file that may be another of the user's. */
@EnabledOnOs({OS.LINUX, OS.MAC}) // where links and pipes can be made by everybody
class ForeignEntriesTest {

    /** What somebody may have put in the place of a file. */
    enum Entry {
        LINK("is a link to VICTIM; nothing is written or packed through links") {
            @Override
            void putAt(Path file, Path victim) throws IOException {
                Files.createSymbolicLink(file, victim);
            }
        },
        DANGLING_LINK("is a link to VICTIM.new; nothing is written or packed through links") {
            @Override
            void putAt(Path file, Path victim) throws IOException {
                Files.createSymbolicLink(file, victim.resolveSibling(victim.getFileName() + ".new"));
            }
        },
        LINK_TO_FOLDER("is a link to") {
            @Override
            void putAt(Path file, Path victim) throws IOException {
                Files.createSymbolicLink(file, victim.getParent());
            }
        },
        HARD_LINK("is a file of 2 names (hard links)") {
            @Override
            void putAt(Path file, Path victim) throws IOException {
                Files.createLink(file, victim);
            }
        },
        PIPE("is a pipe or a device in the place of a file of Septum's; take it away") {
            @Override
            void putAt(Path file, Path victim) throws Exception {
                assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                        .isZero();
            }
        },
        FOLDER("is a folder in the place of a file of Septum's; take it away") {
            @Override
            void putAt(Path file, Path victim) throws IOException {
                Files.createDirectory(file);
            }
        };

        private final String message;

        Entry(String message) {
            this.message = message;
        }

        abstract void putAt(Path file, Path victim) throws Exception;
    }

    @TempDir
    private Path folder;

    private Path run;
    private Path home;
    private Path victim;

    @BeforeEach
    void makeFolders() throws IOException {
        run = Files.createDirectory(folder.toRealPath().resolve("run"));
        home = Files.createDirectory(folder.toRealPath().resolve("home"));
        victim = Files.writeString(home.resolve("profile"), "mine\n");
    }

    private void assertUntouched() throws IOException {
        assertThat(victim).hasContent("mine\n");
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).containsExactly(victim);
        }
    }

    /** Writers of a file, each by the way that it is written. */
    private static List<Consumer<Path>> writersInPlace() {
        return List.of(
                file -> {
                    try (OutputStream out = GrowingFile.append(file)) {
                        out.write('x');
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                file -> AtomicFile.append(file, 0, new byte[1]),
                GrowingFile::check);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOpenedInPlaceMustBeAFileOfOneName(Entry entry) throws Exception {
        Path file = run.resolve("log.txt");
        entry.putAt(file, victim);
        for (Consumer<Path> writer : writersInPlace()) {
            assertThatThrownBy(() -> writer.accept(file))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(file.toString())
                    .hasMessageContaining(entry.message.replace("VICTIM", victim.toString()));
        }
        assertUntouched();
    }

    @ParameterizedTest
    @EnumSource
    void aLockIsNoOtherFile(Entry entry) throws Exception {
        Path file = RunLock.fileIn(run);
        entry.putAt(file, victim);
        assertThat(RunLock.isTaken(run)).isFalse();
        assertThatThrownBy(() -> RunLock.take(run))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file + " " + entry.message.replace("VICTIM", victim.toString()));
        assertUntouched();
    }

    /** Other processes see it at once, and a file of two names is replaced under one of them. */
    @ParameterizedTest
    @EnumSource
    void belowALockedFolderAWholeFileReplacesFilesAlone(Entry entry) throws Exception {
        Path file = run.resolve("metrics.csv");
        entry.putAt(file, victim);
        try (RunLock lock = RunLock.take(run)) {
            if (entry == Entry.HARD_LINK) {
                AtomicFile.write(file, "new");
                assertThat(file).hasContent("new");
            } else {
                assertThatThrownBy(() -> AtomicFile.write(file, "new"))
                        .isInstanceOf(UserError.class)
                        .hasMessageStartingWith(file.toString())
                        .hasMessageContaining(entry.message.replace("VICTIM", victim.toString()));
            }
        }
        assertUntouched();
    }

    @Test
    void belowALockedFolderNoFolderIsALink() throws Exception {
        Path link = Files.createSymbolicLink(run.resolve("pictures"), home);
        Path file = link.resolve("a/profile");
        try (RunLock lock = RunLock.take(run)) {
            for (Path name : List.of(file, link.resolve("profile"))) {
                assertThatThrownBy(() -> AtomicFile.write(name, "new"))
                        .isInstanceOf(UserError.class)
                        .hasMessage(link + " is a link to " + home + "; nothing is written or packed through links in a"
                                + " folder of Septum's results; take it away");
                assertThatThrownBy(() -> GrowingFile.append(name))
                        .hasMessageStartingWith(link + " is a link to " + home);
            }
            Path other = Files.writeString(run.resolve("other"), "x");
            assertThatThrownBy(() -> AtomicFile.link(other, link.resolve("profile")))
                    .hasMessageStartingWith(link + " is a link to " + home);
        }
        assertUntouched();
    }

    /** The folder is what the user has named, and may be behind a link; what is below it is reached by both names. */
    @Test
    void theLockedFolderItselfMayBeALink() throws Exception {
        Path name = Files.createSymbolicLink(folder.resolve("mine"), run);
        Files.createSymbolicLink(run.resolve("pictures"), home);
        try (RunLock lock = RunLock.take(name)) {
            AtomicFile.write(name.resolve("a"), "new");
            assertThat(run.resolve("a")).hasContent("new");
            for (Path path : List.of(name, run)) {
                assertThatThrownBy(() -> AtomicFile.write(path.resolve("pictures/profile"), "new"))
                        .hasMessageContaining("pictures is a link to " + home);
            }
        }
        assertUntouched();
        AtomicFile.write(run.resolve("pictures/profile"), "as the user says");
        assertThat(victim).hasContent("as the user says");
    }

    @Test
    void foldersAreMadeThroughNoLink() throws Exception {
        OwnFolder own = new OwnFolder(run);
        Files.createSymbolicLink(run.resolve("evaluations"), home);
        Files.createSymbolicLink(run.resolve("dangling"), home.resolve("new"));
        Files.writeString(run.resolve("file"), "");
        assertThatThrownBy(() -> own.make(run.resolve("evaluations/test")))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(run.resolve("evaluations") + " is a link to " + home);
        assertThatThrownBy(() -> own.make(run.resolve("dangling"))).hasMessageContaining("dangling is a link to");
        assertThatThrownBy(() -> own.make(run.resolve("file/test")))
                .isInstanceOf(UserError.class)
                .hasMessage(run.resolve("file") + " is a file in the place of a folder of Septum's; take it away");
        assertUntouched();
        Path made = own.make(run.resolve("a/b"));
        assertThat(own.make(made)).isDirectory();
        assertThatCode(() -> own.make(run)).doesNotThrowAnyException();
    }

    /** A name that the user gives, a report's for example: what has it is replaced, and not what it leads to. */
    @Test
    void aLinkThatTheUserNamesIsReplaced() throws Exception {
        Path file = Files.createSymbolicLink(run.resolve("report.csv"), victim);
        AtomicFile.write(file, "new");
        assertThat(file).isRegularFile().hasContent("new");
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertUntouched();
    }

    /** Its name differs each time, so nobody can put a link there beforehand. */
    @Test
    void theFileAsideIsNewAndHasANameThatNobodyKnows() throws Exception {
        Path file = run.resolve("cases.csv");
        Files.createSymbolicLink(run.resolve(".cases.csv.part"), victim);
        List<AtomicFile> aside = Stream.generate(() -> AtomicFile.writeAside(file, out -> {}))
                .limit(2)
                .toList();
        try (Stream<Path> files = Files.list(run)) {
            List<Path> own = files.filter(AtomicFile::isAside).toList();
            assertThat(own)
                    .hasSize(2)
                    .allMatch(path -> path.getFileName().toString().matches("\\.cases\\.csv\\.[0-9a-f]{16}\\.part"));
            for (Path path : own) {
                assertThatThrownBy(() -> FileOperations.DISK.create(path))
                        .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
            }
        }
        aside.get(0).complete();
        aside.get(1).discard();
        Path guessed = Files.createSymbolicLink(run.resolve(".a.0000000000000000.part"), victim);
        assertThat(AtomicFile.isAside(guessed)).isFalse();
        assertThatThrownBy(() -> FileOperations.DISK.create(guessed))
                .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
        assertUntouched();
    }
}
