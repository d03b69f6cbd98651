// SPDX-License-Identifier: Apache-2.0
/** A run that is used again: what has changed since it was made, refused or accepted. */
package org.septum.engine.reuse;
