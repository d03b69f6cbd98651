// SPDX-License-Identifier: Apache-2.0
package org.example;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.DatasetFactory;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;

/** A plugin's dataset whose every method fails in another way. */
public final class EdgeDataset implements Dataset {

    public static final SampleInfo SAMPLE =
            new SampleInfo("p1/0", "p1", "p1", 0, Optional.empty(), Optional.empty(), "p1.png", Map.of());

    /** Creates it, or what else the test wants. */
    public record Factory(Object product) implements DatasetFactory {

        @Override
        public String summary() {
            return "fails";
        }

        @Override
        public Options options() {
            return Options.none();
        }

        @Override
        public Dataset create(Arguments arguments) {
            if (product instanceof RuntimeException failure) {
                throw failure;
            }
            return (Dataset) product;
        }
    }

    @Override
    public List<SampleInfo> samples() {
        throw new UserError("the folder is not there");
    }

    @Override
    public int channels() {
        return 2;
    }

    @Override
    public List<String> labels() {
        return null;
    }

    @Override
    public Sample load(SampleInfo info) {
        return List.<Sample>of().get(0);
    }
}
