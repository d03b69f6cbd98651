// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;

/** An operation to be executed, with the arrays that it reads and makes. {@link Rewriting} may change it. */
public final class Node {

    private final int call;
    private final Plan.Phase phase;
    private final Op op;
    private final List<Operand> in;
    private List<Operand> out;
    private int parts = 1;
    private List<Integer> firstChannels = List.of(0);
    private Node normalization;

    public Node(int call, Plan.Phase phase, Op op, List<Operand> in, List<Operand> out) {
        this.call = call;
        this.phase = phase;
        this.op = op;
        this.in = new ArrayList<>(in);
        this.out = new ArrayList<>(out);
    }

    /** The index of the call of the plan that it came from. */
    public int call() {
        return call;
    }

    public Plan.Phase phase() {
        return phase;
    }

    public Op op() {
        return op;
    }

    public List<Operand> in() {
        return in;
    }

    public Operand in(int index) {
        return in.get(index);
    }

    public List<Operand> out() {
        return out;
    }

    public Operand out(int index) {
        return out.get(index);
    }

    /** For an operation whose first two inputs may change places. */
    public void swapInputs() {
        Collections.swap(in, 0, 1);
    }

    /** How many of the first inputs are the parts of what the operation calls its first input: 1 unless it is divided. */
    public int parts() {
        return parts;
    }

    /** The input after the parts with the given index, counted from 0. */
    public Operand afterParts(int index) {
        return in.get(parts + index);
    }

    /** Whether there is such an input. */
    public boolean hasAfterParts(int index) {
        return parts + index < in.size();
    }

    /** Divides the first input by channels. */
    public void replaceFirst(List<Operand> by) {
        in.remove(0);
        in.addAll(0, by);
        parts = by.size();
    }

    /** The first channel of each output, where the outputs are parts of what the operation calls its output. */
    public int firstChannel(int output) {
        return firstChannels.get(output);
    }

    /** Divides the output by channels. */
    public void replaceOutputs(List<Operand> by, List<Integer> first) {
        out = by;
        firstChannels = first;
    }

    /** The batch normalization with running statistics that a convolution takes over; null if none. */
    public Node normalization() {
        return normalization;
    }

    public void takeOver(Node batchNorm) {
        normalization = batchNorm;
        out = batchNorm.out;
    }

    /** Everything read, that of a normalization taken over included. */
    public List<Operand> reads() {
        List<Operand> reads = new ArrayList<>(in);
        if (normalization != null) {
            reads.addAll(normalization.in.subList(1, 5));
        }
        return reads;
    }
}
