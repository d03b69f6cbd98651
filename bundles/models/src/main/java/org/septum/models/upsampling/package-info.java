// SPDX-License-Identifier: Apache-2.0
/** Ways to enlarge feature maps. */
package org.septum.models.upsampling;
