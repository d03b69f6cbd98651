// SPDX-License-Identifier: Apache-2.0
/** nnU-Net's rules for 2D, as functions of numbers. */
package org.septum.planning.rules;
