package org.jts.checks;

/**
 * One breach of a house rule.
 *
 * @param where the file or bundle, from the root of the checkout
 * @param what what was expected, what was found
 */
public record Finding(String where, String what) {
    @Override
    public String toString() {
        return where + ": " + what;
    }
}
