// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The memory that the control groups of this process leave it: of containers, of jobs of Slurm, of units of systemd. The limit
 * of the group that the process is in counts, and those of all groups around it, in version 1 and 2, as far as they can be seen
 * from here.
 *
 * @param root of the file system; another one in tests
 */
record ControlGroups(Path root) {

    /** Larger limits mean that there is none. */
    private static final long NO_LIMIT = 1L << 50;

    /** The files of one version of control groups. */
    private enum Version {
        ONE("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file "),
        TWO("memory.max", "memory.current", "inactive_file ");

        final String limit;
        final String usage;
        /** What the system would give back at once: files that nobody has used lately. */
        final String reclaimable;

        Version(String limit, String usage, String reclaimable) {
            this.limit = limit;
            this.usage = usage;
            this.reclaimable = reclaimable;
        }
    }

    /**
     * Where a hierarchy is mounted.
     *
     * @param group the group that is seen at the mount's point, as the process's own file counts from the hierarchy's root
     */
    private record Mount(Version version, String group, String point) {}

    /** The least room that any of the groups leaves, in bytes; empty where there is no limit, or none can be seen. */
    OptionalLong room() {
        List<Long> rooms = new ArrayList<>();
        for (Mount mount : mounts()) {
            Path top = below(mount.point);
            Path group = membership(mount.version)
                    .map(path -> top.resolve(inside(mount.group, path)).normalize())
                    .orElse(top);
            for (Path at = group; at != null && at.startsWith(top); at = at.getParent()) {
                room(at, mount.version).ifPresent(rooms::add);
            }
        }
        return rooms.stream().mapToLong(Long::longValue).min();
    }

    private Optional<Long> room(Path group, Version version) {
        return number(group.resolve(version.limit))
                .filter(limit -> limit < NO_LIMIT)
                .map(limit -> {
                    long used = number(group.resolve(version.usage)).orElse(0L);
                    long reclaimable = new SystemFile(group.resolve("memory.stat"))
                            .number(version.reclaimable)
                            .orElse(0L);
                    return Math.max(0, limit - Math.max(0, used - reclaimable));
                });
    }

    /** The hierarchies that know of memory. */
    private List<Mount> mounts() {
        List<Mount> mounts = new ArrayList<>();
        for (String line : lines("/proc/self/mountinfo")) {
            int separator = line.indexOf(" - ");
            if (separator < 0) {
                continue;
            }
            String[] before = line.substring(0, separator).split(" ");
            String[] after = line.substring(separator + 3).split(" ");
            boolean one = after[0].equals("cgroup")
                    && Arrays.asList(after[after.length - 1].split(",")).contains("memory");
            if (before.length > 4 && (one || after[0].equals("cgroup2"))) {
                mounts.add(new Mount(one ? Version.ONE : Version.TWO, plain(before[3]), plain(before[4])));
            }
        }
        return mounts;
    }

    /** The group that this process is in, from the hierarchy's root. */
    private Optional<String> membership(Version version) {
        return lines("/proc/self/cgroup").stream()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3)
                .filter(parts -> version == Version.TWO
                        ? parts[0].equals("0") && parts[1].isEmpty()
                        : Arrays.asList(parts[1].split(",")).contains("memory"))
                .map(parts -> parts[2])
                .findFirst();
    }

    /** A group's path below the one that is mounted; that one itself where the group lies outside of what can be seen. */
    private static String inside(String mounted, String group) {
        if (mounted.equals("/")) {
            return group.contains("/..") ? "" : group.substring(1);
        }
        return group.startsWith(mounted + "/") ? group.substring(mounted.length() + 1) : "";
    }

    /** Without the escapes of mountinfo. */
    private static String plain(String path) {
        return path.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }

    private List<String> lines(String absolute) {
        return new SystemFile(below(absolute)).lines();
    }

    private Path below(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    private static Optional<Long> number(Path file) {
        return new SystemFile(file)
                .lines().stream()
                        .filter(line -> line.matches("\\d{1,18}"))
                        .map(Long::valueOf)
                        .findFirst();
    }
}
