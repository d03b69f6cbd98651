// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

import java.util.List;
import java.util.Objects;

/**
 * The sizes of a tensor by role. Every tensor has all four roles; a reduced or shared role has size 1, so a scalar is
 * 1 x 1 x 1 x 1 and one value per channel is 1 x channels x 1 x 1.
 */
public record Shape(int batch, int channels, int height, int width) {

    /** The shape of a scalar. */
    public static final Shape SCALAR = new Shape(1, 1, 1, 1);

    /**
     * @throws IllegalArgumentException if a size is not positive
     */
    public Shape {
        if (batch < 1 || channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("every size must be at least 1, found batch " + batch + ", channels "
                    + channels + ", height " + height + ", width " + width);
        }
    }

    /** One value per channel. */
    public static Shape perChannel(int channels) {
        return new Shape(1, channels, 1, 1);
    }

    /** The size in a role. */
    public int size(Role role) {
        return switch (role) {
            case BATCH -> batch;
            case CHANNEL -> channels;
            case HEIGHT -> height;
            case WIDTH -> width;
        };
    }

    /** The same shape with another size in one role. */
    public Shape with(Role role, int size) {
        return new Shape(
                role == Role.BATCH ? size : batch,
                role == Role.CHANNEL ? size : channels,
                role == Role.HEIGHT ? size : height,
                role == Role.WIDTH ? size : width);
    }

    /** The same shape with another number of channels. */
    public Shape withChannels(int size) {
        return with(Role.CHANNEL, size);
    }

    /** The number of elements. */
    public long elements() {
        return (long) batch * channels * height * width;
    }

    /**
     * The place of an element in reference order: batch, channel, height, width, the last of them running fastest.
     *
     * @throws IndexOutOfBoundsException if one of them is outside of its role's size
     */
    public int index(int batch, int channel, int height, int width) {
        Objects.checkIndex(batch, this.batch);
        Objects.checkIndex(channel, channels);
        Objects.checkIndex(height, this.height);
        Objects.checkIndex(width, this.width);
        return ((batch * channels + channel) * this.height + height) * this.width + width;
    }

    /** The sizes in reference order: batch, channels, height, width. */
    public List<Integer> dimensions() {
        return List.of(batch, channels, height, width);
    }

    @Override
    public String toString() {
        return "[batch " + batch + ", channels " + channels + ", height " + height + ", width " + width + "]";
    }
}
