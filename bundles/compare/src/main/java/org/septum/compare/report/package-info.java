// SPDX-License-Identifier: Apache-2.0
/** Writes a comparison for people: tables for the terminal, Markdown, CSV and LaTeX, and a page that needs no network. */
package org.septum.compare.report;
