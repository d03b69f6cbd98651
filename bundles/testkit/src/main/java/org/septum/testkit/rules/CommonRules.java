// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import static org.septum.testkit.rules.Rule.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Printable;
import org.septum.api.UserError;

/** What every component keeps to. */
record CommonRules(Subject subject) {

    private static final String UNKNOWN = "no-such-option";

    static List<Rule> of(Subject subject) {
        CommonRules rules = new CommonRules(subject);
        return List.of(
                new Rule("C-01", "summary and options are documented and well named", rules::documented),
                new Rule("C-02", "defaults are allowed values", rules::defaults),
                new Rule("C-03", "checked arguments read back to the same arguments", rules::roundTrip),
                new Rule(
                        "C-04",
                        "unknown and out-of-range values are refused with key, value and range",
                        rules::refusals),
                new Rule("C-05", "several threads can use the factory at once", rules::threads),
                new Rule("C-06", "it can be created, and reads no option that it does not declare", rules::created));
    }

    private void documented() {
        require(
                subject.type().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"),
                "the type name '" + subject.type() + "' is not lower case words joined by hyphens");
        String summary = subject.factory().summary();
        require(summary != null && !summary.isBlank() && !summary.contains("\n"), "the summary is not one line");
        require(!summary.endsWith("."), "the summary ends with a full stop");
        for (Option option : subject.factory().options()) {
            require(
                    option.name().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"),
                    "the option '" + option.name() + "' is not lower case words joined by hyphens");
            require(!option.documentation().isBlank(), "the option '" + option.name() + "' has no documentation");
        }
    }

    private void defaults() {
        for (Option option : subject.factory().options()) {
            if (option.necessity() == Option.Necessity.DEFAULTED && !(option.type() instanceof OptionType.Nested)) {
                try {
                    option.type().check(option.defaultValue());
                } catch (IllegalArgumentException refused) {
                    throw new Rule.Broken("the default of '" + option.name() + "': " + refused.getMessage());
                }
            }
        }
    }

    private void roundTrip() {
        Arguments first = subject.sketch();
        Arguments again = Arguments.of(subject.factory().options(), first.asMap());
        require(written(first).equals(written(again)), "read " + written(first) + ", then " + written(again));
        require(written(first).equals(written(subject.sketch())), "the options' defaults differ from call to call");
    }

    private void refusals() {
        Map<String, Object> valid = subject.sketch().asMap();
        refused(valid, UNKNOWN, 1L, List.of(UNKNOWN));
        for (Option option : subject.factory().options()) {
            for (Object wrong : outside(option.type())) {
                refused(
                        valid,
                        option.name(),
                        wrong,
                        List.of(option.name(), wrong.toString(), option.type().description()));
            }
        }
    }

    private static List<Object> outside(OptionType type) {
        if (type instanceof OptionType.OrWord or) {
            return outside(or.otherwise());
        }
        List<Object> outside = new ArrayList<>();
        if (type instanceof OptionType.Whole whole) {
            outside.add("text");
            if (whole.minimum() > Long.MIN_VALUE) {
                outside.add(whole.minimum() - 1);
            }
            if (whole.maximum() < Long.MAX_VALUE) {
                outside.add(whole.maximum() + 1);
            }
        } else if (type instanceof OptionType.Real real) {
            outside.add("text");
            if (real.minimum() != Double.NEGATIVE_INFINITY) {
                outside.add(Math.nextDown(real.minimum()));
            }
            if (real.maximum() != Double.POSITIVE_INFINITY) {
                outside.add(Math.nextUp(real.maximum()));
            }
        } else if (type instanceof OptionType.Choice) {
            outside.add("no such word");
        } else if (type instanceof OptionType.Matching) {
            outside.add("-a line\nand another");
        } else if (type instanceof OptionType.Flag) {
            outside.add("text");
        }
        return outside;
    }

    private void refused(Map<String, Object> valid, String key, Object value, List<String> told) {
        Map<String, Object> given = new LinkedHashMap<>(valid);
        given.put(key, value);
        try {
            Arguments.of(subject.factory().options(), given);
        } catch (UserError refusal) {
            for (String part : told) {
                require(
                        refusal.getMessage().contains(Printable.line(part)),
                        "the message for " + key + ": " + value + " does not tell '" + part + "': "
                                + refusal.getMessage());
            }
            return;
        }
        throw new Rule.Broken(key + ": " + value + " is taken");
    }

    private void threads() throws Exception {
        Arguments arguments = subject.sketch();
        String expected = described(subject.create(Object.class, subject.sketch()));
        Callable<String> work = () -> described(subject.factory().create(arguments))
                .concat(subject.factory().options().names().toString());
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> tasks = Collections.nCopies(64, work);
            for (Future<String> done : pool.invokeAll(tasks)) {
                String found = done.get();
                require(
                        found.equals(expected + subject.factory().options().names()),
                        "one thread got " + expected + ", another " + found);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void created() {
        try {
            subject.create(Object.class, subject.sketch());
        } catch (IllegalArgumentException undeclared) {
            throw new Rule.Broken("it reads what it does not declare: " + undeclared.getMessage());
        }
    }

    /** As in a resolved experiment: nested components as their types and options. */
    private static Object written(Object value) {
        if (value instanceof Arguments arguments) {
            Map<String, Object> options = new LinkedHashMap<>();
            arguments.asMap().forEach((name, option) -> options.put(name, written(option)));
            return options;
        }
        if (value instanceof Component component) {
            return List.of(component.type(), written(component.arguments()));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(CommonRules::written).toList();
        }
        return value;
    }

    private static String described(Object component) {
        return component == null ? "null" : component.getClass().getName();
    }
}
