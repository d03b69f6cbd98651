// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Publishes a factory under the name that experiment files use: {@code @Component @PluginType("dice")} becomes the
 * service property {@code plugin.type=dice}. Names are lower case, words joined by hyphens.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface PluginType {
    /** The component's type name. */
    String value();
}
