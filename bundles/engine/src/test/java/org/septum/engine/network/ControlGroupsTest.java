// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The least limit of the groups around this process counts, wherever in the hierarchy it stands. */
class ControlGroupsTest {

    private static final String VERSION_2 = "31 23 0:28 / /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw,nsdelegate\n";

    @TempDir
    private Path root;

    private void put(String file, String content) throws IOException {
        Path path = root.resolve(file.substring(1));
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private void process(String mounts, String groups) throws IOException {
        put("/proc/self/mountinfo", mounts);
        put("/proc/self/cgroup", groups);
    }

    private void assertRoom(long expected) {
        assertThat(new ControlGroups(root).room()).hasValue(expected);
    }

    /** The root of version 2 has no such files: a job of Slurm has its limit in a group far below. */
    @Test
    void aJobsLimitInVersion2() throws IOException {
        process(VERSION_2, "0::/system.slice/slurmstepd.scope/job_7/step_0/user\n");
        String job = "/sys/fs/cgroup/system.slice/slurmstepd.scope/job_7";
        put(job + "/step_0/user/memory.max", "max\n");
        put(job + "/step_0/user/memory.current", "900\n");
        put(job + "/step_0/memory.max", "9000\n");
        put(job + "/step_0/memory.current", "1000\n");
        put(job + "/memory.max", "5000\n");
        put(job + "/memory.current", "1200\n");
        put("/sys/fs/cgroup/system.slice/memory.max", "max\n");
        assertRoom(3800);
    }

    /** What files take that nobody has used lately is given back when it is needed. */
    @Test
    void cachedFilesAreNotInTheWay() throws IOException {
        process(VERSION_2, "0::/a.service\n");
        put("/sys/fs/cgroup/a.service/memory.max", "5000\n");
        put("/sys/fs/cgroup/a.service/memory.current", "4900\n");
        put("/sys/fs/cgroup/a.service/memory.stat", "anon 900\ninactive_anon 1\ninactive_file 3000\nactive_file 5\n");
        assertRoom(5000 - 1900);
    }

    @Test
    void aContainersOwnView() throws IOException {
        process(VERSION_2, "0::/\n");
        put("/sys/fs/cgroup/memory.max", "4000\n");
        put("/sys/fs/cgroup/memory.current", "1000\n");
        assertRoom(3000);
        // A process that was moved out of the namespace's root.
        process(VERSION_2, "0::/../other\n");
        assertRoom(3000);
    }

    @Test
    void version1AlsoWhereTheMountShowsAPartOfTheHierarchy() throws IOException {
        String mounts = "32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n"
                + "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n"
                + "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n";
        process(mounts, "9:name=systemd:/\n4:memory:/slurm/uid_1/job_7\n1:cpu:/\n0::/\n");
        put("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        put("/sys/fs/cgroup/memory/slurm/uid_1/job_7/memory.limit_in_bytes", "7000\n");
        put("/sys/fs/cgroup/memory/slurm/uid_1/job_7/memory.usage_in_bytes", "3000\n");
        put("/sys/fs/cgroup/memory/slurm/uid_1/job_7/memory.stat", "inactive_file 1\ntotal_inactive_file 500\n");
        assertRoom(4500);
        // As in a container without a namespace of its own: its group is mounted at the top.
        process(
                "35 31 0:32 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n",
                "4:memory:/docker/abc\n");
        put("/sys/fs/cgroup/memory/memory.limit_in_bytes", "6000\n");
        put("/sys/fs/cgroup/memory/memory.usage_in_bytes", "1000\n");
        assertRoom(5000);
    }

    @Test
    void noLimitAndAnotherSystem() throws IOException {
        assertThat(new ControlGroups(root).room()).isEmpty();
        process(VERSION_2, "0::/user.slice\n");
        put("/sys/fs/cgroup/user.slice/memory.max", "max\n");
        put("/sys/fs/cgroup/user.slice/memory.current", "5\n");
        assertThat(new ControlGroups(root).room()).isEmpty();
    }
}
