package org.jts.install.internal.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the filters that the framework makes of {@code Import-Package} and {@code Require-Bundle}. */
final class FilterWords {

    private FilterWords() {
    }

    /** The value that an attribute must have. */
    static String value(String filter, String attribute) {
        Matcher matcher = Pattern.compile("\\(" + Pattern.quote(attribute) + "=([^)]*)\\)").matcher(filter);
        return matcher.find() ? matcher.group(1) : filter;
    }

    /** The range that a version must be in, as {@code [1.0.0,2.0.0)}; {@code 0.0.0} when any will do. */
    static String range(String filter, String attribute) {
        String quoted = Pattern.quote(attribute);
        Matcher below = Pattern.compile("\\(!\\(" + quoted + ">=([^)]*)\\)\\)").matcher(filter);
        Matcher most = Pattern.compile("\\(" + quoted + "<=([^)]*)\\)").matcher(filter);
        Matcher least = Pattern.compile("\\(" + quoted + ">=([^)]*)\\)").matcher(below.replaceAll(""));
        String left = least.find() ? least.group(1) : "0.0.0";
        below.reset();
        if (below.find()) {
            return "[" + left + "," + below.group(1) + ")";
        }
        return most.find() ? "[" + left + "," + most.group(1) + "]" : left;
    }
}
