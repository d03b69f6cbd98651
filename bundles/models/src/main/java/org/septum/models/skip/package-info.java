// SPDX-License-Identifier: Apache-2.0
/** What joins an encoder's feature maps to the decoder's. */
package org.septum.models.skip;
