// SPDX-License-Identifier: Apache-2.0
/** Random changes of training samples: rotation and flips. */
package org.septum.augmentations;
