package org.jts.tck.fault;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jts.tck.fault.FaultScript.Step;

/** The steps that are still to come, and how far each has counted. Thread-safe. */
final class Playing {

    private static final class Counter {
        final Step step;
        int seen;

        Counter(Step step) {
            this.step = step;
        }
    }

    private final List<Counter> counters = new ArrayList<>();

    synchronized void add(List<Step> steps) {
        steps.forEach(step -> counters.add(new Counter(step)));
    }

    synchronized void clear() {
        counters.clear();
    }

    /** What happens at this call. */
    synchronized Optional<What> call(String method) {
        return next(method, true);
    }

    /** What happens to this frame. */
    synchronized Optional<What> frame(String stream) {
        return next(stream, false);
    }

    /** The steps that wait for time to pass. */
    synchronized List<Step> timed() {
        return counters.stream().map(counter -> counter.step).filter(step -> step.when() instanceof When.After)
                .toList();
    }

    /** @return whether it was still to come */
    synchronized boolean done(Step step) {
        return counters.removeIf(counter -> counter.step == step);
    }

    private Optional<What> next(String name, boolean call) {
        Optional<What> happens = Optional.empty();
        for (Iterator<Counter> i = counters.iterator(); i.hasNext();) {
            Counter counter = i.next();
            When when = counter.step.when();
            if (!names(when, call).contains(name)) {
                continue;
            }
            counter.seen++;
            boolean every = every(when);
            boolean now = every ? counter.seen % number(when) == 0 : counter.seen == number(when);
            if (now && happens.isEmpty()) {
                happens = Optional.of(counter.step.what());
            }
            if (now && !every) {
                i.remove();
            }
        }
        return happens;
    }

    private static Set<String> names(When when, boolean call) {
        return switch (when) {
            case When.Call c when call -> c.of();
            case When.Frame f when !call -> f.of();
            default -> Set.of();
        };
    }

    private static boolean every(When when) {
        return when instanceof When.Call call ? call.every() : ((When.Frame) when).every();
    }

    private static int number(When when) {
        return when instanceof When.Call call ? call.number() : ((When.Frame) when).number();
    }
}
