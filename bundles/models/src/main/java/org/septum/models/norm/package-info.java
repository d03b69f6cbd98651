// SPDX-License-Identifier: Apache-2.0
/** Normalizations of feature maps. */
package org.septum.models.norm;
