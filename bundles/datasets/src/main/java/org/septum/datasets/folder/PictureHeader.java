// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

/**
 * What a picture's header says.
 *
 * @param height as viewers show it
 * @param width as viewers show it
 * @param format png, jpeg or tif
 */
record PictureHeader(int height, int width, String format) {}
