// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

/**
 * A plugin that breaks a rule.
 *
 * @param rule the rule's number
 * @param fault what is wrong with the plugin
 * @param told what the rule's reason must contain
 */
record BrokenPlugin(String rule, String fault, Subject subject, String told) {}
