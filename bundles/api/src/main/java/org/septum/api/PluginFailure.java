// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A component that is not Septum's own has failed, or has returned nothing: which component, the line of its own in which it
 * happened, and, where known, with which sample. {@link Component#create} makes such failures of whatever else a plugin
 * throws; what is meant for the user ({@link UserError} and the like) stays as it is.
 */
public final class PluginFailure extends RunFailure {

    private static final long serialVersionUID = 1;
    private static final String RECORDED = ". The stack trace is in ";

    private PluginFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether a class comes from a plugin: neither from Septum nor from Java. */
    static boolean isForeign(String className) {
        return !className.matches("(java|javax|jdk|sun|com\\.sun|org\\.septum)\\..*");
    }

    /**
     * What a component has thrown, as it is to be thrown on.
     *
     * @param component in words
     * @param own the component's class
     */
    static Throwable of(String component, Class<?> own, Throwable thrown) {
        if (isMeantForTheUser(thrown)
                || thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError)) {
            return thrown;
        }
        String where = frame(thrown, own.getPackageName() + ".")
                .map(frame -> " in " + described(frame))
                .orElse(" (" + own.getName() + ")");
        return new PluginFailure(component + " failed" + where + ": " + thrown, thrown);
    }

    /**
     * A component has given nothing, or something else than its contract says.
     *
     * @param component in words
     * @param own its class
     * @param found what it did, after "it"
     */
    public static PluginFailure of(String component, Class<?> own, String found) {
        return new PluginFailure(component + " (" + own.getName() + ") " + found, null);
    }

    /**
     * What something has thrown that a component has handed out, as it is to be thrown on.
     *
     * @return the exception itself if the component is no plugin's
     */
    public static RuntimeException of(Component component, RuntimeException thrown) {
        return component.isForeign()
                ? (RuntimeException)
                        of(component.described(), component.factory().getClass(), thrown)
                : thrown;
    }

    /**
     * What a function has thrown that a component has made and that is called without it, as it is to be thrown on.
     *
     * @param function in words
     * @param own its class
     * @return the exception itself if the class is no plugin's
     * @throws Error if it is one, and no plugin's or the virtual machine's own
     */
    public static RuntimeException thrownBy(String function, Class<?> own, Throwable thrown) {
        Throwable failure = isForeign(own.getName()) ? of(function, own, thrown) : thrown;
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }

    /**
     * The failure with the sample that was being worked on.
     *
     * @return an exception to be thrown instead; the given one where it is no plugin's
     */
    public static RuntimeException with(OfSample sample, RuntimeException failure) {
        String ending = "; sample " + sample.sampleId();
        return failure instanceof PluginFailure && !failure.getMessage().endsWith(ending)
                ? new PluginFailure(failure.getMessage() + ending, failure.getCause())
                : failure;
    }

    /** The same with the file that has the whole stack trace, if it does not name one yet. */
    public PluginFailure recordedIn(Object log) {
        if (getMessage().contains(RECORDED)) {
            return this;
        }
        return new PluginFailure(getMessage() + RECORDED + log, getCause());
    }

    private static boolean isMeantForTheUser(Throwable thrown) {
        return thrown instanceof UserError
                || thrown instanceof WiringError
                || thrown instanceof RunFailure
                || thrown instanceof UncheckedIOException;
    }

    /** The innermost frame of a class that begins so, of the exception or of what caused it. */
    private static Optional<StackTraceElement> frame(Throwable thrown, String prefix) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .flatMap(cause -> Arrays.stream(cause.getStackTrace()))
                .filter(frame -> frame.getClassName().startsWith(prefix))
                .findFirst();
    }

    private static String described(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + " (" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }
}
