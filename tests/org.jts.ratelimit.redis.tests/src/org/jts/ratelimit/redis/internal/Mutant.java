package org.jts.ratelimit.redis.internal;

import java.util.List;

/**
 * A script with a mistake.
 *
 * @param name    what it does wrong
 * @param changes text and what stands there instead, in turn
 */
record Mutant(String name, List<String> changes) {

    static Mutant of(String name, String... changes) {
        return new Mutant(name, List.of(changes));
    }

    String of(String script) {
        String changed = script;
        for (int i = 0; i < changes.size(); i += 2) {
            changed = replace(changed, changes.get(i), changes.get(i + 1));
        }
        return changed;
    }

    static String replace(String script, String text, String other) {
        int at = script.indexOf(text);
        if (at < 0 || script.indexOf(text, at + 1) >= 0) {
            throw new IllegalStateException("expected the script to hold this once: " + text);
        }
        return script.replace(text, other);
    }

    @Override
    public String toString() {
        return name;
    }
}
