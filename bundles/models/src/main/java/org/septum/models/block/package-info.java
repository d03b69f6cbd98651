// SPDX-License-Identifier: Apache-2.0
/** The blocks of convolutions that a level of a network consists of. */
package org.septum.models.block;
