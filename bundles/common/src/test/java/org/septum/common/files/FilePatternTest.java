// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilePatternTest {

    /** An id leads to its file and back. */
    @ParameterizedTest
    @CsvSource({
        "images/{id}.png, images/p1/01.png, p1/01, images/",
        "{id}/{id}_t1.nii, a/a_t1.nii, a, ''",
        "{folder}/images/{id}.png, p1/images/01.png, p1/01, ''",
        "all/{folder}/images/{id}.png, all/x/p1/images/01.png, x/p1/01, all/",
        "masks/{folder}/seg{id}.png, masks/p1/seg01.png, p1/01, masks/",
        "{folder}/{folder}_{id}.png, p1/p1_2.png, p1/2, ''",
        "a$1/{folder}/{id}.png, a$1/p$2/0\\1.png, p$2/0\\1, a$1/",
    })
    void findsIdsAndPaths(String text, String path, String id, String folder) {
        FilePattern pattern = FilePattern.of(text);
        assertThat(pattern.id(path)).contains(id);
        assertThat(pattern.path(id)).isEqualTo(path);
        assertThat(pattern.folder()).isEqualTo(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "{id}/{id}_t1.nii, a/b_t1.nii",
        "{folder}/images/{id}.png, images/01.png",
        "{folder}/images/{id}.png, p1/images/x/01.png",
        "images/{id}.png, images/.png",
    })
    void otherNamesAreNone(String text, String path) {
        assertThat(FilePattern.of(text).id(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"images/01.png", "{folder}/images.png"})
    void anIdIsNeeded(String text) {
        assertThatThrownBy(() -> FilePattern.of(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no {id} for the part that differs from file to file");
    }
}
