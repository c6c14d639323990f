package org.jts.console.internal;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a command is written. Its options are read from the very text that explains them, so help never differs from what
 * is taken.
 *
 * @param scope     before the colon
 * @param function  behind the colon
 * @param arguments what follows: words in capitals stand for values, brackets for what may be left out
 * @param summary   what it does, one sentence
 */
record CommandSpec(String scope, String function, String arguments, String summary) {

    private static final Pattern OPTION = Pattern.compile("--([a-z-]+)( [A-Z][A-Z|_-]*)?");

    String name() {
        return scope + ":" + function;
    }

    String usage() {
        return (name() + " " + arguments).strip();
    }

    /** Every option with whether it takes a value; {@code json} and {@code help} belong to all. */
    Map<String, Boolean> options() {
        Map<String, Boolean> options = new TreeMap<>(Map.of("json", false, "help", false));
        Matcher option = OPTION.matcher(arguments);
        while (option.find()) {
            options.put(option.group(1), option.group(2) != null);
        }
        return options;
    }
}
