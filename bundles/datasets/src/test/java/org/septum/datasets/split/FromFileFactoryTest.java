// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.septum.datasets.split.Made.groups;
import static org.septum.datasets.split.Made.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;

class FromFileFactoryTest {

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("parts.csv");
    }

    private Partition divide(String text, String leaks, List<SampleInfo> samples) {
        try {
            Files.writeString(file(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Made.divide(new FromFileFactory(), Map.of("file", file().toString(), "leaks-groups", leaks), samples, 1);
    }

    private void refuses(String text, String message) {
        assertThatThrownBy(() -> divide(text, "refused", samples(3, 2)))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage(file() + message);
    }

    @Test
    void dividesGroups() {
        Partition partition = divide("""
                # The split of a paper.
                part,group

                test, p2
                train,p0
                validation,p1
                """, "refused", samples(3, 2));
        assertThat(groups(partition.train())).containsExactly("p0");
        assertThat(groups(partition.validation())).containsExactly("p1");
        assertThat(partition.test()).hasSize(2);
        assertThat(groups(partition.test())).containsExactly("p2");
    }

    @Test
    void dividesSamplesAndAcceptsLeaksIfTold() {
        String leaking = "part,sample\ntrain,p0-0\ntest,p0-1\ntrain,p1-0\ntrain,p1-1\n";
        Partition partition = divide(leaking, "accepted", samples(2, 2));
        assertThat(partition.test()).extracting(SampleInfo::id).containsExactly("p0-1");
        assertThat(partition.validation()).isEmpty();
        assertThatThrownBy(() -> divide(leaking, "refused", samples(2, 2)))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage(
                        file() + ":3:1: group 'p0' is in test here and in train on line 2; put all its samples into one"
                                + " part, or set 'leaks-groups: accepted'");
    }

    @Test
    void refusesWrongLinesByTheirNumber() {
        refuses("", ":1:1: the file is empty; expected 'part,group' or 'part,sample' and then a line for each");
        refuses("group,part\n", ":1:1: found 'group,part', expected the first line 'part,group' or 'part,sample'");
        refuses(
                "part,group\ntset,p0\n",
                ":2:1: found 'tset,p0', expected train, validation or test, a comma and a group");
        refuses("part,group\ntrain\n", ":2:1: found 'train', expected train, validation or test, a comma and a group");
        refuses(
                "part,group\ntrain,p0\n\ntest,p0\n",
                ":4:1: group 'p0' is in test here and in train on line 2; it must be named once");
        refuses("part,group\ntrain,p9\n", ":2:1: there is no group 'p9'; the dataset has 3: p0, p1, p2");
        refuses(
                "part,group\ntrain,p1\n",
                ":1:1: 2 of the dataset's 3 groups are in no part: p0, p2; add a line for each");
        refuses(
                "part,group\ntest,p0\ntest,p1\ntest,p2\n",
                ":1:1: there is nothing for training; expected lines that begin with 'train,'");
    }

    @Test
    void refusesAMissingFile() {
        assertThatThrownBy(() -> Made.divide(new FromFileFactory(), Map.of("file", "no/such.csv"), samples(1, 1), 1))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("arguments: file: there is no file 'no/such.csv' ("
                        + Path.of("no/such.csv").toAbsolutePath()
                        + ", a relative path beginning at the folder in which septum was started)");
    }
}
