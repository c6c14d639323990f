package org.jts.ratelimit.model;

import java.util.ArrayList;
import java.util.List;

/** What was chosen wherever there was a choice, and what to choose next time, until everything has been chosen once. */
final class Choices {

    private static final class Choice {
        private final int options;
        private int chosen;

        Choice(int options) {
            this.options = options;
        }
    }

    private final List<Choice> trail = new ArrayList<>();
    private int position;

    /** @return one of {@code options}, from 0; the first for a choice that is new */
    int choose(int options) {
        if (position == trail.size()) {
            trail.add(new Choice(options));
        }
        Choice choice = trail.get(position++);
        if (choice.options != options) {
            throw new IllegalStateException("expected the same run as before, found %d choices instead of %d at step %d"
                    .formatted(options, choice.options, position));
        }
        return choice.chosen;
    }

    /** Prepares the next run. @return whether there is one */
    boolean next() {
        position = 0;
        while (!trail.isEmpty()) {
            Choice last = trail.getLast();
            if (++last.chosen < last.options) {
                return true;
            }
            trail.removeLast();
        }
        return false;
    }

    @Override
    public String toString() {
        return trail.stream().map(c -> Integer.toString(c.chosen)).toList().toString();
    }
}
