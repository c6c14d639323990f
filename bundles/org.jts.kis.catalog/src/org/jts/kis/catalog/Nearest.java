package org.jts.kis.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody may have meant who mistyped a name. @since 1.1 */
public final class Nearest {

    private Nearest() {
    }

    /** The names most like a mistyped one, the nearest first; only such as have something in common with it. */
    public static List<String> of(String typed, Collection<String> names, int most) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        return names.stream().filter(n -> distance(wanted, n) <= limit(wanted, n))
                .sorted(Comparator.comparingInt((String n) -> distance(wanted, n)).thenComparing(n -> n)).limit(most)
                .toList();
    }

    private static int limit(String wanted, String name) {
        return Math.max(2, Math.min(wanted.length(), name.length()) / 2);
    }

    /** How many letters must be changed; few where one name is a part of the other. */
    private static int distance(String wanted, String name) {
        String other = name.toLowerCase(Locale.ROOT);
        if (!wanted.isEmpty() && (other.contains(wanted) || wanted.contains(other))) {
            return 1;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= wanted.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int same = wanted.charAt(i - 1) == other.charAt(j - 1) ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
