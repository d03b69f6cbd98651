// SPDX-License-Identifier: Apache-2.0
/** Reads experiment files: parsing with positions, merging, overrides, strict checks, and the resolved form. */
package org.septum.config;
