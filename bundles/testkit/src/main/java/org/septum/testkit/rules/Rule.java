// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

/**
 * A rule applied to one component.
 *
 * @param id its number, for example L-04
 * @param text what it asks for
 */
public record Rule(String id, String text, Check check) {

    /** Does the work; it throws what is wrong. */
    @FunctionalInterface
    public interface Check {
        void run() throws Exception;
    }

    /** How a rule can end. */
    public enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    /** How the rule ended, and why unless it passed. */
    public record Verdict(Outcome outcome, String reason) {}

    /** The component breaks the rule. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Broken(String message) {
            super(message);
        }
    }

    /** The rule cannot be applied to the component. */
    static final class NotApplicable extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotApplicable(String reason) {
            super(reason);
        }
    }

    /** Breaks the rule unless something is kept. */
    public static void require(boolean kept, String message) {
        if (!kept) {
            throw new Broken(message);
        }
    }

    /** Skips the rule unless it applies to the component. */
    static void assume(boolean applies, String reason) {
        if (!applies) {
            throw new NotApplicable(reason);
        }
    }

    /** Runs the rule. Whatever a component throws, it has failed, unless the rule does not apply to it. */
    public Verdict run() {
        try {
            check.run();
            return new Verdict(Outcome.PASSED, "");
        } catch (NotApplicable skip) {
            return new Verdict(Outcome.SKIPPED, skip.getMessage());
        } catch (Broken broken) {
            return new Verdict(Outcome.FAILED, broken.getMessage());
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError thrown) {
            return new Verdict(Outcome.FAILED, "it throws " + thrown);
        }
    }
}
