// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Grid;
import org.septum.api.data.GridFactory;
import org.septum.api.data.Spacing;

class GridsTest {

    private static final Optional<Spacing> SPACING = Optional.of(new Spacing(1.25, 1.5, 10));

    private static Grid create(GridFactory factory, Map<String, ?> options) {
        return factory.create(Arguments.of(factory.options(), options));
    }

    /** An image of 256 rows and 216 columns on a grid of 128 x 128 pixels. */
    private static Grid.Pitch pitch(Grid grid, Optional<Spacing> spacing) {
        return grid.pitch(256, 216, spacing, 128, 128);
    }

    @Test
    void resizingStretchesTheImageOverTheWholeGrid() {
        Grid resize = create(new ResizeFactory(), Map.of());
        assertThat(pitch(resize, SPACING)).isEqualTo(new Grid.Pitch(2, 1.6875));
        assertThat(pitch(resize, Optional.empty())).isEqualTo(new Grid.Pitch(2, 1.6875));
    }

    @Test
    void croppingKeepsThePixels() {
        assertThat(pitch(create(new CropOrPadFactory(), Map.of()), Optional.empty()))
                .isEqualTo(new Grid.Pitch(1, 1));
    }

    /** A grid pixel of 1.75 mm x 3 mm spans 1.4 image rows of 1.25 mm and 2 image columns of 1.5 mm. */
    @Test
    void resamplingGivesPixelsTheirSizeInMillimetres() {
        Grid resample = create(new ResampleFactory(), Map.of("spacing", List.of(1.75, 3)));
        assertThat(pitch(resample, SPACING)).isEqualTo(new Grid.Pitch(1.4, 2));
    }

    @Test
    void resamplingNeedsASpacing() {
        Grid resample = create(new ResampleFactory(), Map.of("spacing", List.of(1.75, 1.75)));
        assertThatThrownBy(() -> pitch(resample, Optional.empty()))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: resample needs the image's spacing, which its file does not tell; use data with"
                        + " a spacing, or the grid resize or crop-or-pad");
        assertThatThrownBy(() -> pitch(resample, Optional.of(new Spacing(1.5, 0, 10))))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: resample found a spacing of 1.5 x 0.0 mm, allowed are distances above 0; repair"
                        + " the image's header, or use the grid resize or crop-or-pad");
    }

    @Test
    void refusesSpacingsThatAreNone() {
        assertThatThrownBy(() -> create(new ResampleFactory(), Map.of("spacing", List.of(0, 1))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("spacing: found 0, allowed is a number from 0.001 to 1000.0");
        assertThatThrownBy(() -> create(new ResampleFactory(), Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("missing option 'spacing'");
    }
}
