// SPDX-License-Identifier: Apache-2.0
package org.septum.services.data;

import org.osgi.annotation.versioning.ProviderType;

/** Shows a survey of the data as a page. */
@ProviderType
public interface DataPage {

    /** One HTML document that needs nothing but itself. */
    String html(DataSurvey survey);
}
