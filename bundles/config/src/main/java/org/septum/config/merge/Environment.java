// SPDX-License-Identifier: Apache-2.0
package org.septum.config.merge;

import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.septum.api.UserError;
import org.septum.config.yaml.Tree;
import org.septum.services.experiment.Problems;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:default}} by environment variables, and remembers which; {@code $$} before a brace
 * stands for {@code $}.
 */
public final class Environment {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:([^}]*))?}");

    /** Between the words of a name: AWS_SECRET_KEY, apiKey, OpenAIKey, token2. */
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("[_0-9]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    /** A word of a secret's name, also in the plural; the long ones may end a word, as in PGPASSWORD. */
    private static final Pattern SECRET = Pattern.compile(
            "(KEY|PWD|PASS|SSHPASS|AUTH|CRED|.*(APIKEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL))S?");

    /** A personal access token as the last of several words, as in GITHUB_PAT; elsewhere it may be a path or a pattern. */
    private static final String ACCESS_TOKEN = "PAT";

    /** The folder one is in. */
    private static final String WORKING_FOLDER = "PWD";

    private final SortedSet<String> names = new TreeSet<>();

    public Environment() {}

    /** @param names of variables that have been read before */
    public Environment(Set<String> names) {
        this.names.addAll(names);
    }

    /** The variables that the texts read so far refer to, whether they are set or not. */
    public Set<String> names() {
        return Set.copyOf(names);
    }

    /**
     * A tree with every reference in its values replaced; keys stay as they are.
     *
     * @param problems receives an error for each variable that is not set and has no default, or is named like a secret
     */
    public Tree resolve(Tree tree, Problems problems) {
        if (tree instanceof Tree.Scalar scalar) {
            return problems.attempt(() -> resolve(scalar)).orElse(scalar);
        }
        if (tree instanceof Tree.Sequence sequence) {
            return new Tree.Sequence(
                    sequence.items().stream()
                            .map(item -> resolve(item, problems))
                            .toList(),
                    sequence.location());
        }
        return ((Tree.Mapping) tree).map((key, value) -> resolve(value, problems));
    }

    /**
     * A scalar with every reference replaced. One that is a single reference and nothing else is read as if its value stood
     * there without quotes, though YAML mostly asks for quotes around it.
     *
     * @throws UserError if a variable is not set and has no default, or is named like a secret
     */
    public Tree.Scalar resolve(Tree.Scalar scalar) {
        if (!scalar.text().contains("${")) {
            return scalar;
        }
        int end = endOfReferences(scalar.text());
        Matcher matcher = REFERENCE.matcher(scalar.text().substring(0, end));
        boolean whole = matcher.matches()
                && matcher.group(1) != null
                && end == scalar.text().length();
        matcher.reset();
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(text, Matcher.quoteReplacement(replacement(scalar, matcher)));
        }
        matcher.appendTail(text).append(scalar.text(), end, scalar.text().length());
        return new Tree.Scalar(text.toString(), scalar.quoted() && !whole, scalar.location());
    }

    /** Behind it there is none: looking for the end of each that has none would take the square of the text. */
    private static int endOfReferences(String text) {
        int escaped = text.lastIndexOf("$${");
        return Math.max(text.lastIndexOf('}') + 1, escaped < 0 ? 0 : escaped + 3);
    }

    private String replacement(Tree.Scalar scalar, Matcher matcher) {
        String name = matcher.group(1);
        if (name == null) {
            return "${";
        }
        checkNoSecret(scalar, name);
        names.add(name);
        String value = System.getenv(name);
        if (value != null && !value.isEmpty()) {
            return value;
        }
        if (matcher.group(2) == null) {
            throw new UserError(
                    scalar.location(),
                    "the environment variable " + name + " is not set; set it, or write ${" + name + ":default}");
        }
        return matcher.group(3);
    }

    /** Its value would be in the run, its report and whatever is made of them, for everybody to read. */
    private static void checkNoSecret(Tree.Scalar scalar, String name) {
        if (name.equals(WORKING_FOLDER)) {
            return;
        }
        String[] words = BETWEEN_WORDS.split(name);
        for (int i = 0; i < words.length; i++) {
            String word = words[i].toUpperCase(Locale.ROOT);
            boolean last = i > 0 && i == words.length - 1;
            if (SECRET.matcher(word).matches() || last && word.equals(ACCESS_TOKEN)) {
                throw new UserError(
                        scalar.location(),
                        "the environment variable " + name + " is named like a secret ('" + words[i]
                                + "'), and what an experiment reads is recorded with its runs; leave it out, or, if its"
                                + " value is no secret, set a variable of another name to it");
            }
        }
    }

    /** Whether a text refers to the environment. */
    static boolean isIn(Tree.Scalar scalar) {
        return references(scalar).findAny().isPresent();
    }

    /** Whether a text refers to a variable that is not set, and gives no default. */
    static boolean isMissingIn(Tree.Scalar scalar) {
        return references(scalar)
                .anyMatch(reference -> reference.group(2) == null
                        && System.getenv().getOrDefault(reference.group(1), "").isEmpty());
    }

    private static Stream<MatchResult> references(Tree.Scalar scalar) {
        return REFERENCE
                .matcher(scalar.text().substring(0, endOfReferences(scalar.text())))
                .results()
                .filter(reference -> reference.group(1) != null);
    }
}
