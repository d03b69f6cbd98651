// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.septum.api.Arguments;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;

/** Factories that break the rules of every kind. */
final class BrokenFactories {

    private BrokenFactories() {}

    static List<BrokenPlugin> all() {
        Option outOfRange = new Option("x", new OptionType.Real(0, 1), Option.Necessity.DEFAULTED, 2.0, "out of range");
        AtomicInteger calls = new AtomicInteger();
        return List.of(
                new BrokenPlugin(
                        "C-01",
                        "summary with a full stop",
                        Subject.of(Kind.REPORTER, "made", new Made<>("Made.", Options.none(), arguments -> "x")),
                        "full stop"),
                new BrokenPlugin(
                        "C-01",
                        "option without documentation",
                        made(Option.whole("x", 0, 1, " ").or(1)),
                        "'x' has no documentation"),
                new BrokenPlugin("C-02", "default out of its range", made(outOfRange), "default of 'x'"),
                new BrokenPlugin(
                        "C-03",
                        "other options at each call",
                        Subject.of(Kind.REPORTER, "made", new Counting()),
                        "differ from call to call"),
                new BrokenPlugin(
                        "C-04",
                        "takes an option that is not declared",
                        made(Option.whole("no-such-option", 0, 5, "is one").or(1)),
                        "no-such-option: 1 is taken"),
                new BrokenPlugin(
                        "C-05",
                        "a factory with a state",
                        Made.of(Kind.REPORTER, arguments -> calls.incrementAndGet() % 2 == 0 ? "text" : (Object) 1),
                        "another"),
                new BrokenPlugin(
                        "C-06",
                        "reads an option that is not declared",
                        Made.of(Kind.REPORTER, arguments -> arguments.whole("undeclared")),
                        "undeclared"));
    }

    private static Subject made(Option option) {
        return Made.of(Kind.REPORTER, Options.of(option), arguments -> "x");
    }

    private static final class Counting implements Factory<String> {
        private int calls;

        @Override
        public String summary() {
            return "made for a test";
        }

        @Override
        public Options options() {
            calls++;
            return Options.of(Option.whole("x", 0, Long.MAX_VALUE, "differs").or((long) calls));
        }

        @Override
        public String create(Arguments arguments) {
            return "x";
        }
    }
}
