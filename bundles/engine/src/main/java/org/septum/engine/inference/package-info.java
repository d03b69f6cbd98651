// SPDX-License-Identifier: Apache-2.0
/** What a model makes of slices, one after another and at the image's own pixels, whoever asks: evaluation, prediction, a picture. */
package org.septum.engine.inference;
