// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.util.List;

/** The three parts of a dataset; each keeps the dataset's order. */
public record Partition(List<SampleInfo> train, List<SampleInfo> validation, List<SampleInfo> test) {}
