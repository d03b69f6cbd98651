// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.septum.api.graph.Extent;
import org.septum.api.graph.Op;
import org.septum.api.graph.OpTable;

/**
 * Reads an operation that is written as the call of its constructor, with lists and sets in brackets, and what is the same along
 * both axes as one number: {@code BatchNorm(0.1, 1e-5, TRAINING, Activation(RELU, 0))}, {@code Sum([HEIGHT, WIDTH])}, {@code
 * MaxPool2d(2x1)}. A new operation needs nothing here.
 */
final class OperationReader {

    private static final Pattern TOKEN = Pattern.compile("[\\w.+-]+|[()\\[\\]]");

    private final Deque<String> tokens;

    private OperationReader(String text) {
        tokens = new ArrayDeque<>(
                TOKEN.matcher(text).results().map(MatchResult::group).toList());
    }

    /**
     * The operation.
     *
     * @throws IllegalArgumentException if there is none of that name, or its attributes are others
     */
    static Op read(String text) {
        OperationReader reader = new OperationReader(text);
        Class<?> type = OpTable.types().stream()
                .filter(known -> known.getSimpleName().equals(reader.tokens.peek()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no operation '" + text + "'"));
        try {
            return (Op) reader.construct(type);
        } catch (NoSuchElementException e) {
            throw new IllegalArgumentException("'" + text + "' lacks something at its end", e);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "': " + e.getMessage(), e);
        }
    }

    private Object construct(Class<?> type) throws ReflectiveOperationException {
        expect(type.getSimpleName());
        expect("(");
        RecordComponent[] components = type.getRecordComponents();
        List<Object> attributes = new ArrayList<>();
        for (RecordComponent component : components) {
            attributes.add(value(component.getGenericType()));
        }
        expect(")");
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return type.getConstructor(types).newInstance(attributes.toArray());
    }

    private Object value(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType many) {
            List<Object> elements = new ArrayList<>();
            expect("[");
            while (!tokens.element().equals("]")) {
                elements.add(value(many.getActualTypeArguments()[0]));
            }
            expect("]");
            return many.getRawType() == Set.class ? new LinkedHashSet<>(elements) : elements;
        }
        Class<?> single = (Class<?>) type;
        if (single == Extent.class) {
            return extent(tokens.remove());
        }
        if (single.isRecord()) {
            return construct(single);
        }
        String word = tokens.remove();
        if (single == int.class) {
            return Integer.valueOf(word);
        }
        if (single == double.class || single == Double.class) {
            return Double.valueOf(word);
        }
        return Stream.of(single.getEnumConstants())
                .filter(constant -> constant.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(single.getSimpleName() + " has no " + word));
    }

    /** 2 for the same along both axes, 2x1 for height and width. */
    private static Extent extent(String word) {
        String[] sizes = word.split("x", 2);
        return new Extent(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[sizes.length - 1]));
    }

    private void expect(String token) {
        String found = tokens.remove();
        if (!found.equals(token)) {
            throw new IllegalArgumentException("expected '" + token + "', found '" + found + "'");
        }
    }
}
