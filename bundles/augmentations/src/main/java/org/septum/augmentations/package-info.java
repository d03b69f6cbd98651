// SPDX-License-Identifier: Apache-2.0
/** Random changes of training samples: spatial ones as coordinate maps, and changes of intensity. */
package org.septum.augmentations;
