// SPDX-License-Identifier: Apache-2.0
package org.septum.services.data;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Paints slices as PNG files: the image grey, or in colour where it has three channels; its classes tinted and outlined in
 * the colours of the report.
 */
@ProviderType
public interface PicturePainter {

    /** One slice without its caption; small images are enlarged by a whole number, so that pixels stay squares. */
    byte[] picture(Picture picture);

    /** All rows below one another, with their titles, captions and a legend of the classes. */
    byte[] contactSheet(ContactSheet sheet);
}
