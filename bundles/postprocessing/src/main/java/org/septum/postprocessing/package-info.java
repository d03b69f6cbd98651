// SPDX-License-Identifier: Apache-2.0
/** What is done to every mask after the network decided: components kept or dropped, holes filled. */
package org.septum.postprocessing;
