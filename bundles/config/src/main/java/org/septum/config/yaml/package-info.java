// SPDX-License-Identifier: Apache-2.0
/** YAML as a tree with the place of every part: reading it safely, writing it, and advice where it is not what was meant. */
package org.septum.config.yaml;
