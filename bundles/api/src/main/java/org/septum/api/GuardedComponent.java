// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Stands before a component of a plugin, so that what it throws says whose it is, and so that nothing is never taken for an
 * answer. Septum's own components go without.
 *
 * @param name the component in words
 * @param made the component itself
 */
record GuardedComponent(String name, Object made) implements InvocationHandler {

    /**
     * Lets a factory create its component.
     *
     * @return as the component's contract; guarded if its class is a plugin's
     */
    static <T> T create(Component component, Class<T> contract) {
        String name = component.described();
        Class<?> factory = component.factory().getClass();
        Object made;
        try {
            made = component.factory().create(component.arguments());
        } catch (RuntimeException | Error e) {
            throw PluginFailure.isForeign(factory.getName())
                    ? unchecked(PluginFailure.of(name, factory, e))
                    : unchecked(e);
        }
        if (made == null) {
            throw PluginFailure.of(name, factory, "returned null from create");
        }
        if (PluginFailure.isForeign(factory.getName()) && !contract.isInstance(made)) {
            throw PluginFailure.of(
                    name, factory, "created a " + made.getClass().getName() + ", which is no " + contract.getName());
        }
        boolean guarded = contract.isInterface()
                && PluginFailure.isForeign(made.getClass().getName());
        return contract.cast(guarded ? guard(name, made) : made);
    }

    private static Object guard(String name, Object made) {
        Set<Class<?>> contracts = new LinkedHashSet<>();
        for (Class<?> type = made.getClass(); type != null; type = type.getSuperclass()) {
            contracts.addAll(Set.of(type.getInterfaces()));
        }
        try {
            return Proxy.newProxyInstance(
                    made.getClass().getClassLoader(),
                    contracts.toArray(Class<?>[]::new),
                    new GuardedComponent(name, made));
        } catch (IllegalArgumentException e) {
            // Interfaces of its own that nobody else may implement: it works as well without.
            return made;
        }
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            Object result = method.invoke(made, arguments);
            boolean promised = isContract(method.getDeclaringClass()) && method.getReturnType() != void.class;
            if (result == null && promised) {
                throw about(
                        arguments, PluginFailure.of(name, made.getClass(), "returned null from " + method.getName()));
            }
            // What belongs to the contract itself, a metric's accumulator for example, is the component's too.
            return promised
                            && isContract(method.getReturnType().getEnclosingClass())
                            && method.getReturnType().isInterface()
                    ? guard(name, result)
                    : result;
        } catch (InvocationTargetException e) {
            Throwable failure = PluginFailure.of(name, made.getClass(), e.getCause());
            throw failure instanceof RuntimeException unchecked ? about(arguments, unchecked) : failure;
        }
    }

    private static boolean isContract(Class<?> type) {
        return type != null && type.getName().startsWith("org.septum.api.");
    }

    /** With the sample among the arguments, if there is one. */
    private static RuntimeException about(Object[] arguments, RuntimeException failure) {
        return sample(arguments)
                .map(sample -> PluginFailure.with(sample, failure))
                .orElse(failure);
    }

    private static Optional<OfSample> sample(Object[] arguments) {
        return Stream.of(arguments == null ? new Object[0] : arguments)
                .filter(OfSample.class::isInstance)
                .map(OfSample.class::cast)
                .findFirst();
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }
}
