// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody does about each type of operation: a backend's kernels, a gradient's rules. It takes the place of a switch
 * over {@link Op} that the compiler checks: {@link #of} says in one message which operation is missing, and a test asks for
 * {@link #missing}.
 *
 * @param <R> a rule, told the operation again when it is applied
 */
public final class OpTable<R> {

    private final String owner;
    private final Map<Class<? extends Op>, R> rules = new HashMap<>();

    /**
     * @param owner who keeps the table, as the subject of a sentence, for example "the backend nd4j"
     */
    public OpTable(String owner) {
        this.owner = owner;
    }

    /**
     * Sets the rule of one type of operation.
     *
     * @throws IllegalStateException if it has one
     */
    public void put(Class<? extends Op> type, R rule) {
        if (rules.putIfAbsent(type, rule) != null) {
            throw new IllegalStateException(owner + " has two rules for the operation " + type.getSimpleName());
        }
    }

    /**
     * The rule of an operation.
     *
     * @throws IllegalStateException if there is none
     */
    public R of(Op op) {
        R rule = rules.get(op.getClass());
        if (rule == null) {
            throw new IllegalStateException(owner + " does not know the operation " + op.label());
        }
        return rule;
    }

    /** The names of the operations that have no rule. */
    public List<String> missing() {
        return types(Op.class).stream()
                .filter(type -> !rules.containsKey(type))
                .map(Class::getSimpleName)
                .sorted()
                .toList();
    }

    /** All types of operations. */
    public static List<Class<?>> types() {
        return types(Op.class);
    }

    private static List<Class<?>> types(Class<?> type) {
        if (!type.isSealed()) {
            return List.of(type);
        }
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            types.addAll(types(permitted));
        }
        return types;
    }
}
