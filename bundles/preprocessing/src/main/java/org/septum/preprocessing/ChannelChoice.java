// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;

/**
 * Which channels are meant.
 *
 * @param option that names them
 * @param wanted names of channels, or their numbers counted from 0
 */
record ChannelChoice(Arguments arguments, String option, List<String> wanted) {

    /** An option that chooses channels. */
    static Option option(String name, String documentation) {
        return Option.list(
                        name,
                        new OptionType.Text(),
                        documentation
                                + ", by the names that the dataset gives them or by their numbers, counted from 0")
                .optional();
    }

    /** What the option says; empty where it says nothing. */
    static ChannelChoice of(Arguments arguments, String option) {
        return new ChannelChoice(
                arguments, option, arguments.has(option) ? arguments.list(option, String.class) : List.of());
    }

    /**
     * The numbers of the channels that are meant.
     *
     * @param count how many channels there are
     * @param names of theirs; empty where they have none
     * @throws org.septum.api.UserError if there is no such channel
     */
    BitSet among(int count, List<String> names) {
        BitSet chosen = new BitSet();
        List<String> lower =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        for (String channel : wanted) {
            int number = lower.indexOf(channel.toLowerCase(Locale.ROOT));
            if (number < 0 && channel.matches("[0-9]{1,4}")) {
                number = Integer.parseInt(channel);
            }
            if (number < 0 || number >= count) {
                throw arguments.error(
                        option, "there is no channel '" + channel + "'; the images have " + described(count, names));
            }
            chosen.set(number);
        }
        return chosen;
    }

    private static String described(int count, List<String> names) {
        List<String> each = new ArrayList<>();
        for (int channel = 0; channel < count; channel++) {
            each.add(channel + (names.isEmpty() ? "" : " (" + names.get(channel) + ")"));
        }
        return (count == 1 ? "the channel " : "the channels ") + String.join(", ", each);
    }
}
