// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.DatasetFactory;
import org.septum.api.data.Recognition;
import org.septum.common.files.FolderFiles;

/** What a type of dataset makes of a folder that nobody has described. */
public record Recognized(DatasetFactory factory, Recognition recognition) {

    public static Recognition.Folder folder(Path path) {
        try {
            return new Recognition.Folder(path, FolderFiles.below(path).files());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Recognized of(DatasetFactory factory, Path path) {
        return new Recognized(factory, factory.recognize(folder(path)).orElseThrow());
    }

    public static AbstractThrowableAssert<?, ? extends Throwable> refused(DatasetFactory factory, Path path) {
        return assertThatThrownBy(() -> factory.recognize(folder(path))).isInstanceOf(UserError.class);
    }

    /** The options as an experiment file has them. */
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        recognition.settings().forEach(setting -> options.put(setting.option(), setting.value()));
        return options;
    }

    public Recognition.Setting setting(String option) {
        return recognition.settings().stream()
                .filter(setting -> setting.option().equals(option))
                .findFirst()
                .orElseThrow();
    }

    /** What the reader of this type makes of these options. */
    public Dataset dataset() {
        Map<String, Object> options = options();
        options.put("root", recognition.root().toString());
        return factory.create(Arguments.of(factory.options(), options));
    }

    public List<String> groups() {
        return dataset().samples().stream().map(info -> info.group()).distinct().toList();
    }
}
