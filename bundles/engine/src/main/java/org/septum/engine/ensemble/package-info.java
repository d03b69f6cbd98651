// SPDX-License-Identifier: Apache-2.0
/** Several runs as one model: the record that names them, and opening them. */
package org.septum.engine.ensemble;
