// SPDX-License-Identifier: Apache-2.0
/** A dataset described volume by volume, with pictures and what is suspicious in it. */
package org.septum.engine.survey;
