// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.septum.api.UserError;
import org.septum.cli.FakeServices;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.run.RunKeeper;

/** What is wrong with a pack's experiment is told of the pack: the file to which it was unpacked is gone. */
class LockedExperimentTest {

    private final AtomicReference<Path> unpacked = new AtomicReference<>();

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private LockedExperiment pack(boolean wrong) {
        RunKeeper keeper = fake(RunKeeper.class, (proxy, method, values) -> new RunKeeper.Packed("name: a", ""));
        ExperimentReader reader = fake(ExperimentReader.class, (proxy, method, values) -> {
            unpacked.set((Path) values[0]);
            if (wrong) {
                throw new UserError(values[0] + ":2:3: bad", List.of(values[0] + ":2:3: bad"));
            }
            return null;
        });
        return new LockedExperiment(FakeServices.of(keeper, reader), Path.of("k.zip"), false);
    }

    @Test
    void whatIsWrongWhenItIsRead() {
        assertThatThrownBy(() -> pack(true).read(List.of(), RunCommand.BASE))
                .isInstanceOfSatisfying(UserError.class, e -> {
                    assertThat(e).hasMessage("k.zip (experiment.yaml):2:3: bad");
                    assertThat(e.problems()).containsExactly("k.zip (experiment.yaml):2:3: bad");
                });
    }

    @Test
    void whatIsFoundWrongLater() {
        LockedExperiment pack = pack(false);
        pack.read(List.of(), RunCommand.BASE);
        assertThatThrownBy(() -> pack.told(() -> {
                    throw new UserError(unpacked.get() + ":5:12: root: there is no folder 'cells'");
                }))
                .hasMessage("k.zip (experiment.yaml):5:12: root: there is no folder 'cells'");
        assertThat(unpacked.get()).doesNotExist();
    }
}
