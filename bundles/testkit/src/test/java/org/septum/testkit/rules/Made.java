// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import java.util.function.Function;
import org.septum.api.Arguments;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.Options;

/** A factory made for a test. */
record Made<T>(String summary, Options options, Function<Arguments, T> maker) implements Factory<T> {

    /** A component without options. */
    static <T> Subject of(Kind kind, Function<Arguments, T> maker) {
        return of(kind, Options.none(), maker);
    }

    static <T> Subject of(Kind kind, Options options, Function<Arguments, T> maker) {
        return Subject.of(kind, "made", new Made<>("made for a test", options, maker));
    }

    @Override
    public T create(Arguments arguments) {
        return maker.apply(arguments);
    }
}
