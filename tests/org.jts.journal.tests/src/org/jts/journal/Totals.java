package org.jts.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds numbers up by name: what {@code add NAME NUMBER} records come to. */
final class Totals implements JournalFold {

    final Map<String, Long> sums = new TreeMap<>();

    static String add(String name, long number) {
        return "add " + name + " " + number;
    }

    @Override
    public void accept(JournalRecord found) {
        String[] words = found.text().split(" ");
        sums.merge(words[1], Long.parseLong(words[2]), Long::sum);
    }

    @Override
    public List<String> state() {
        List<String> lines = new ArrayList<>();
        sums.forEach((name, number) -> lines.add(add(name, number)));
        return lines;
    }

    long total() {
        return sums.values().stream().mapToLong(n -> n).sum();
    }
}
