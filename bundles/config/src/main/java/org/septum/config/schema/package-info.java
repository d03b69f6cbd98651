// SPDX-License-Identifier: Apache-2.0
/** JSON Schema of experiment files for editors, from the same declarations by which they are read. */
package org.septum.config.schema;
